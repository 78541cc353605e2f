import { resourceNotFound } from '../../../../model/index.js';
import { operation } from '../operation.js';

/** Of the operations on one execution: there is none (contract §4.18). */
export const noDurableExecution = operation<{ readonly DurableExecutionArn: string }>(({ DurableExecutionArn }) => {
  throw resourceNotFound(`Durable execution not found: ${DurableExecutionArn}`);
});

/** Of the operations on a callback: nobody waits for one. */
export const noDurableCallback = operation<{ readonly CallbackId: string }>(({ CallbackId }) => {
  throw resourceNotFound(`Callback not found: ${CallbackId}`);
});

import { functionTarget } from '../../function-target.js';
import { operation } from '../operation.js';

interface InvokeAsyncInput {
  readonly FunctionName: string;
  readonly InvokeArgs: Buffer;
}

/** Contract §4.18: the old way of an `Event`, always without a qualifier of its own; 202 without a body once the event is written. */
export const invokeAsync = operation<InvokeAsyncInput>(async (input, { functions, queue, caller, requestId }) => {
  const target = functionTarget({ functionName: input.FunctionName, caller }, functions);
  await queue.accept({ target, payload: input.InvokeArgs, invocationType: 'Event', requestId });
  return { status: 202 };
});

import { type FunctionError, type InvocationOutcome, limits, platformError } from '../../model/index.js';
import type { PostedError, RefusalReason, RuntimeAnswer } from '../runtime-api/index.js';
import type { RuntimeExit } from '../sandbox-host/index.js';
import { describeExit } from './describe-exit.js';

/** An outcome, and the `Error Type` that REPORT shows for it. */
export interface ReportedOutcome {
  readonly outcome: InvocationOutcome;
  /** Absent for a success. */
  readonly reportedType?: string;
}

export function outcomeOfAnswer(answer: RuntimeAnswer, requestId: string): ReportedOutcome {
  switch (answer.kind) {
    case 'response': {
      const { payload, contentType, streamed } = answer;
      return { outcome: { outcome: 'success', payload, contentType, streamed } };
    }
    case 'failed-midway':
      return postedErrorOutcome(answer.error, answer.streamed);
    case 'error':
      return postedErrorOutcome(answer.error, false);
    case 'refused':
      return reported({ ...refusalOutcome(answer.reason, requestId), streamed: answer.streamed });
  }
}

/** What a runtime posted goes to the caller verbatim (runtime contract §6.3). */
export function postedErrorOutcome(
  { payload, errorType, reportedType }: PostedError,
  streamed: boolean,
): ReportedOutcome {
  return {
    outcome: { outcome: 'function-error', errorType: errorType ?? reportedType, payload, streamed },
    reportedType,
  };
}

export function timeoutOutcome(requestId: string, timeoutMs: number, streamed: boolean): ReportedOutcome {
  const message = `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`;
  return reported({ ...platformError('Sandbox.Timedout', message), streamed });
}

export function exitOutcome(requestId: string, exit: RuntimeExit, streamed: boolean): ReportedOutcome {
  const { errorType, message } = describeExit(exit);
  return reported({ ...platformError(errorType, `RequestId: ${requestId} Error: ${message}`), streamed });
}

function refusalOutcome(reason: RefusalReason, requestId: string): FunctionError {
  switch (reason) {
    case 'too-large':
      return responseTooLarge();
    case 'truncated':
      return platformError('Runtime.TruncatedResponse', `RequestId: ${requestId} Error: Truncated response`);
    case 'invalid-response-mode':
      return platformError(
        'Runtime.InvalidResponseModeHeader',
        `RequestId: ${requestId} Error: Invalid function response mode`,
      );
  }
}

/** Recorded with the message first, unlike the other platform-made bodies (`test_lambda_too_large_response`). */
function responseTooLarge(): FunctionError {
  const errorType = 'Function.ResponseSizeTooLarge';
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${limits.bufferedResponse} bytes).`;
  return {
    outcome: 'function-error',
    errorType,
    payload: Buffer.from(JSON.stringify({ errorMessage, errorType })),
    streamed: false,
  };
}

function reported(outcome: FunctionError): ReportedOutcome {
  return { outcome, reportedType: outcome.errorType };
}

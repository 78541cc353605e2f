import type { IncomingMessage, ServerResponse } from 'node:http';
import { newUuid, type QuickListener, type WholeResponse } from '../../../base/index.js';
import type { FunctionRegistry } from '../../../registry/index.js';
import { requestValues } from '../authorization/authorize-operation.js';
import { apiCaller, type Caller, type CallerDefaults, callerOf } from '../caller.js';
import type { FunctionTarget } from '../function-target.js';
import type { InputValidator } from '../validation/validate-input.js';
import { writeError } from '../wire/write-answer.js';
import { answerInvoke } from './answer-invoke.js';
import { answerInvokeStream } from './answer-invoke-stream.js';
import { type InvokeHead, type InvokeInput, InvokeInputReader } from './invoke-input.js';
import type { InvokeNeeds } from './invoke-needs.js';
import { type InvokePath, parseInvokePath } from './invoke-path.js';
import { readPayload } from './read-payload.js';

/** Both answer true when the request was an invoking one, and false leaves it to others. */
export interface InvokeHandler {
  /** Answers every invoking request. */
  readonly listener: (request: IncomingMessage, response: ServerResponse) => boolean;
  /** Answers `Invoke` without `node:http`. */
  readonly quick: QuickListener;
}

/** Answers invoking requests apart from all others, because they are the hot path (design decision 2). */
export function createInvokeHandler(
  needs: InvokeNeeds & { readonly functions: FunctionRegistry; readonly settings: CallerDefaults },
  validator: InputValidator,
): InvokeHandler {
  const reader = new InvokeInputReader(needs.functions, validator);
  const read = (path: InvokePath, request: InvokeHead): InvokeInput => {
    const caller = callerOf(request.headers, path.query, needs.settings);
    const input = reader.read(path, request, caller);
    authorizeInvoke(request, caller, input.target, needs);
    return input;
  };
  const answer = (response: WholeResponse, answerAs: (requestId: string) => Promise<void>): true => {
    const requestId = newUuid();
    const refuse = (error: unknown): void => {
      writeError(response, requestId, error, needs.logger);
    };
    try {
      answerAs(requestId).catch(refuse);
    } catch (error) {
      refuse(error);
    }
    return true;
  };
  return {
    listener(request, response) {
      const path = parseInvokePath(request.method, request.url ?? '');
      if (path === undefined) return false;
      return answer(response, (requestId) => {
        const input = read(path, request);
        const payload = readPayload(request, input.invocationType);
        return path.operation === 'Invoke'
          ? answerInvoke(input, payload, response, requestId, needs)
          : answerInvokeStream(input, payload, response, requestId, needs);
      });
    },
    quick(request, response) {
      const path = parseInvokePath(request.method, request.url);
      if (path?.operation !== 'Invoke') return false;
      return answer(response, (requestId) =>
        answerInvoke(read(path, request), request.body, response, requestId, needs),
      );
    },
  };
}

/** `--enforce-policies`. */
function authorizeInvoke(
  request: InvokeHead,
  caller: Caller,
  target: FunctionTarget,
  { permissions, clock }: Pick<InvokeNeeds, 'permissions' | 'clock'>,
): void {
  if (permissions === undefined) return;
  const who = apiCaller(caller);
  permissions.refuseCaller(
    who,
    permissions.needOf('lambda:InvokeFunction', target, who, requestValues(request, caller, clock)),
  );
}

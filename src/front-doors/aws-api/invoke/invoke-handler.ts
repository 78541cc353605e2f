import type { IncomingMessage, ServerResponse } from 'node:http';
import { newUuid } from '../../../base/index.js';
import type { FunctionRegistry } from '../../../registry/index.js';
import { requestValues } from '../authorization/authorize-operation.js';
import { apiCaller, type Caller, type CallerDefaults, callerOf } from '../caller.js';
import type { FunctionTarget } from '../function-target.js';
import type { InputValidator } from '../validation/validate-input.js';
import { writeError } from '../wire/write-answer.js';
import { answerInvoke } from './answer-invoke.js';
import { answerInvokeStream } from './answer-invoke-stream.js';
import { InvokeInputReader } from './invoke-input.js';
import type { InvokeNeeds } from './invoke-needs.js';
import { parseInvokePath } from './invoke-path.js';

/** Answers invoking requests on `node:http` alone, because they are the hot path (design decision 2); false leaves the request to others. */
export function createInvokeHandler(
  needs: InvokeNeeds & { readonly functions: FunctionRegistry; readonly settings: CallerDefaults },
  validator: InputValidator,
): (request: IncomingMessage, response: ServerResponse) => boolean {
  const reader = new InvokeInputReader(needs.functions, validator);
  return (request, response) => {
    const path = parseInvokePath(request.method, request.url ?? '');
    if (path === undefined) return false;
    const requestId = newUuid();
    const refuse = (error: unknown): void => {
      writeError(response, requestId, error, needs.logger);
    };
    try {
      const caller = callerOf(request.headers, path.query, needs.settings);
      const input = reader.read(path, request, caller);
      authorizeInvoke(request, caller, input.target, needs);
      const answerWith = path.operation === 'Invoke' ? answerInvoke : answerInvokeStream;
      answerWith(input, request, response, requestId, needs).catch(refuse);
    } catch (error) {
      refuse(error);
    }
    return true;
  };
}

/** `--enforce-policies`. */
function authorizeInvoke(
  request: IncomingMessage,
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

import type http from 'node:http';
import { type HttpListener, newUuid } from '../../base/index.js';
import type { AwsApiNeeds } from './aws-api-needs.js';
import type { CallerDefaults } from './caller.js';
import { createInvokeHandler } from './invoke/invoke-handler.js';
import { InputValidator } from './validation/validate-input.js';
import { writeError } from './wire/write-answer.js';

/**
 * The AWS endpoint: Invoke without `node:http` where it comes as clients usually send it, else on that alone; everything else through
 * Express. It answers Lambda, what a client of Lambda asks of IAM and STS, and code downloads itself and hands the rest to `--aws-endpoint`.
 */
export function createAwsApiHandler(given: AwsApiNeeds): HttpListener {
  const needs = { ...given, settings: { ...given.settings, sessionOf: (key: string) => given.iam.sessionOf(key) } };
  const validator = new InputValidator();
  const { functions } = needs.registry;
  const invoke = createInvokeHandler({ ...needs, functions }, validator);
  const answerOther = otherRequests(needs, validator);
  const listener: http.RequestListener = (request, response) => {
    if (needs.adminRoutes !== undefined && request.url?.startsWith('/_hearth/') === true) {
      needs.adminRoutes(request, response);
      return;
    }
    if (!invoke.listener(request, response)) answerOther(request, response);
  };
  return Object.assign(listener, { quick: invoke.quick });
}

/** Most of this room is for these: it is loaded with the first one, so that doors open without it. */
function otherRequests(
  needs: AwsApiNeeds & { readonly settings: CallerDefaults },
  validator: InputValidator,
): http.RequestListener {
  let loaded: Promise<http.RequestListener> | undefined;
  const load = async (): Promise<http.RequestListener> => {
    const { createOtherHandler } = await import('./other-requests.js');
    return createOtherHandler(needs, validator);
  };
  return (request, response) => {
    (loaded ??= load()).then(
      (answer) => {
        answer(request, response);
      },
      (error: unknown) => {
        writeError(response, newUuid(), error, needs.logger);
      },
    );
  };
}

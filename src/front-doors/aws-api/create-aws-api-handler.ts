import type http from 'node:http';
import type { ObjectReader } from '../../aws-services/index.js';
import { type Clock, type HttpListener, type Logger, newUuid } from '../../base/index.js';
import type { EventQueue } from '../../invoke-path/event-queue/index.js';
import type { InvokeFrontend, ProvisionedSandboxes } from '../../invoke-path/invoke-frontend/index.js';
import type { Iam } from '../../identity/index.js';
import type { Registry } from '../../registry/index.js';
import type { Settings } from '../../settings/index.js';
import type { FunctionPermissions } from '../permissions/index.js';
import type { Storage } from '../../storage/index.js';
import type { CallerDefaults } from './caller.js';
import { createInvokeHandler } from './invoke/invoke-handler.js';
import type { RuntimePolicy } from './operations/rules/runtime-rules.js';
import { InputValidator } from './validation/validate-input.js';
import { writeError } from './wire/write-answer.js';

export interface AwsApiNeeds {
  readonly settings: Pick<Settings, 'account' | 'region' | 'accountConcurrency' | 'awsEndpoint' | 'organizationId'>;
  readonly registry: Registry;
  readonly storage: Pick<Storage, 'code'>;
  readonly objects: ObjectReader;
  /** Roles, policies and sessions, where no neighbour keeps them. */
  readonly iam: Iam;
  readonly frontend: InvokeFrontend;
  readonly queue: Pick<EventQueue, 'accept'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Without it provisioned concurrency stays in progress. */
  readonly provisionedSandboxes?: Pick<ProvisionedSandboxes, 'progressOf'>;
  /** Answers every path below `/_hearth/`. */
  readonly adminRoutes?: http.RequestListener;
  readonly runtimePolicy?: RuntimePolicy;
  /** `--enforce-policies`; absent, no function's policy is asked. */
  readonly permissions?: FunctionPermissions;
  /** When a create or an update settles once its answer is out; at once unless a test wants to see the states. */
  readonly settleWhen?: (settle: () => void) => void;
}

/**
 * The AWS endpoint: Invoke without `node:http` where it comes as clients usually send it, else on that alone, as everything else. It
 * answers Lambda, what a client of Lambda asks of IAM and STS, and code downloads itself and hands the rest to `--aws-endpoint`.
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

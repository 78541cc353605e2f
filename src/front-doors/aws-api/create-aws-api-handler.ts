import express from 'express';
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
import { CodeLocations } from './code-locations.js';
import { createControlPlane } from './control-plane.js';
import { downloadCode } from './download-code.js';
import { createInvokeHandler } from './invoke/invoke-handler.js';
import { createRoleCheck } from './operations/rules/role-rules.js';
import type { RuntimePolicy } from './operations/rules/runtime-rules.js';
import { writeServiceError } from './pass-through/service-error.js';
import { passThrough } from './pass-through/pass-through.js';
import { answerIdentity } from './identity/identity-door.js';
import { localstackHealth } from './localstack-health.js';
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
 * The AWS endpoint: Invoke without `node:http` where it comes as clients usually send it, else on that alone, everything else through Express. It answers Lambda, what a client of Lambda asks of IAM and STS,
 * and code downloads itself and hands the rest to `--aws-endpoint`.
 */
export function createAwsApiHandler(given: AwsApiNeeds): HttpListener {
  const needs = { ...given, settings: { ...given.settings, sessionOf: (key: string) => given.iam.sessionOf(key) } };
  const validator = new InputValidator();
  const { functions } = needs.registry;
  const invoke = createInvokeHandler({ ...needs, functions }, validator);
  const app = createApp(needs, validator);
  const listener: http.RequestListener = (request, response) => {
    if (needs.adminRoutes !== undefined && request.url?.startsWith('/_hearth/') === true) {
      needs.adminRoutes(request, response);
      return;
    }
    if (!invoke.listener(request, response)) app(request, response);
  };
  return Object.assign(listener, { quick: invoke.quick });
}

function createApp(
  needs: AwsApiNeeds & { readonly settings: CallerDefaults },
  validator: InputValidator,
): express.Express {
  const {
    settings,
    clock,
    logger,
    registry,
    storage,
    runtimePolicy = 'local',
    settleWhen = atOnce,
    provisionedSandboxes = noSandboxes,
  } = needs;
  const codeLocations = new CodeLocations(clock);
  const { accountConcurrency, organizationId } = settings;
  const operationNeeds = {
    registry,
    functions: registry.functions,
    code: storage.code,
    objects: needs.objects,
    clock,
    logger,
    accountConcurrency,
    organizationId,
    runtimePolicy,
    ...(needs.permissions !== undefined &&
      settings.awsEndpoint === undefined && { checkRole: createRoleCheck(needs.iam) }),
    provisionedSandboxes,
    queue: needs.queue,
  };
  const controlPlane = createControlPlane({
    ...operationNeeds,
    codeLocations,
    settings,
    validator,
    settleWhen,
    ...(needs.permissions !== undefined && { permissions: needs.permissions }),
  });
  const app = express();
  app.disable('etag').disable('x-powered-by');
  app.get('/_hearth-code/*path', (request, response) => {
    const query = new URLSearchParams(request.url.split('?')[1]);
    const source = codeLocations.open(request.path, query, { ...registry, code: storage.code });
    if (source === undefined) {
      writeServiceError(response, { service: 's3', protocol: 'rest-xml' }, { ...linkRefused, requestId: newUuid() });
      return;
    }
    return downloadCode(source, response);
  });
  app.get('/_localstack/health', (_request, response) => {
    response.json(localstackHealth());
  });
  app.use((request, response, next) => {
    if (!controlPlane(request, response)) next();
  });
  app.use(async (request, response) => {
    const read = await answerIdentity(request, response, {
      settings,
      iam: needs.iam,
      clock,
      enforcesPolicies: needs.permissions !== undefined,
    });
    if (!read.answered) await passThrough(request, response, read, { settings, logger });
  });
  app.use(writeThrown(logger));
  return app;
}

/** Express knows handlers of errors by their four parameters. */
function writeThrown(logger: Logger): express.ErrorRequestHandler {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- see above
  return (error: unknown, _request, response, _next) => {
    writeError(response, newUuid(), error, logger);
  };
}

/** S3's words for a link that is too old. */
const linkRefused = { status: 403, code: 'AccessDenied', message: 'Request has expired' };

const noSandboxes: Pick<ProvisionedSandboxes, 'progressOf'> = {
  progressOf: () => ({ allocated: 0, available: 0, status: 'IN_PROGRESS' }),
};

function atOnce(settle: () => void): void {
  settle();
}

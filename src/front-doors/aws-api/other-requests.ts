import express from 'express';
import { type Logger, newUuid } from '../../base/index.js';
import type { ProvisionedSandboxes } from '../../invoke-path/invoke-frontend/index.js';
import type { AwsApiNeeds } from './aws-api-needs.js';
import type { CallerDefaults } from './caller.js';
import { CodeLocations } from './code-locations.js';
import { createControlPlane } from './control-plane.js';
import { downloadCode } from './download-code.js';
import { answerIdentity } from './identity/identity-door.js';
import { localstackHealth } from './localstack-health.js';
import { createRoleCheck } from './operations/rules/role-rules.js';
import { passThrough } from './pass-through/pass-through.js';
import { writeServiceError } from './pass-through/service-error.js';
import type { InputValidator } from './validation/validate-input.js';
import { writeError } from './wire/write-answer.js';

/** Answers every request of the endpoint but those of `/_hearth/` and the invoking ones, through Express (design decision 2). */
export function createOtherHandler(
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

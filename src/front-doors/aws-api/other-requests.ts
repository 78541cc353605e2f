import type http from 'node:http';
import { newUuid } from '../../base/index.js';
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

/** Answers every request of the endpoint but those of `/_hearth/` and the invoking ones. What is thrown on the way is the answer. */
export function createOtherHandler(
  needs: AwsApiNeeds & { readonly settings: CallerDefaults },
  validator: InputValidator,
): http.RequestListener {
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
  const answer = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const { url = '/', method } = request;
    const [path = '/', query] = url.split('?', 2);
    const isRead = method === 'GET' || method === 'HEAD';
    if (isRead && path.startsWith('/_hearth-code/')) {
      const source = codeLocations.open(path, new URLSearchParams(query), { ...registry, code: storage.code });
      if (source !== undefined) return downloadCode(source, response);
      writeServiceError(response, { service: 's3', protocol: 'rest-xml' }, { ...linkRefused, requestId: newUuid() });
    } else if (isRead && path === '/_localstack/health') {
      const health = JSON.stringify(localstackHealth());
      response.writeHead(200, { 'Content-Type': 'application/json; charset=utf-8' }).end(health);
    } else if (!controlPlane(request, response)) {
      const read = await answerIdentity(request, response, {
        settings,
        iam: needs.iam,
        clock,
        enforcesPolicies: needs.permissions !== undefined,
      });
      if (!read.answered) await passThrough(request, response, read, { settings, logger });
    }
  };
  return (request, response) => {
    answer(request, response).catch((error: unknown) => {
      writeError(response, newUuid(), error, logger);
    });
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

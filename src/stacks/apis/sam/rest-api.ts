import {
  type RestApi,
  type RestMethod,
  type RouteAuthorization,
  type UsagePlan,
  stableId,
} from '../../../model/index.js';
import { apiId } from '../../resolver/door-identities.js';
import { withPlainNumbers } from '../../resolver/plain-numbers.js';
import { mapOf } from '../../resolver/properties.js';
import type { Project } from '../../template/project.js';
import { restApiParts } from '../cloudformation/rest-api.js';
import { withoutDuplicates } from '../duplicate-routes.js';
import { samGatewayResponses } from '../gateway-responses.js';
import { implicitApis } from '../implicit-ids.js';
import { canaryOf, planLimits } from '../plan-limits.js';
import { readOpenApi } from '../openapi/document.js';
import { readRestBody, type RestBody } from '../openapi/rest-body.js';
import type { RouteEvent } from '../route-event.js';
import { stageSettingsOf } from '../stage-settings.js';
import { tellRootSecurity } from '../tell-differences.js';
import { flagAt, mapAt, numberAt, textAt, textMapAt, textsAt, type Values } from '../values.js';
import { samRestAuthorizers } from './authorizers.js';
import { corsMethods } from './rest-cors.js';
import { samResourcePolicy } from './resource-policy.js';
import { cacheKeyOfEvent, eventParameters } from './rest-parameters.js';
import { needsApiKey, routeAuthorization } from './route-authorization.js';

/** An AWS::Serverless::Api, or the one that SAM makes for events without an API of their own (http contract §7). */
export function samRestApi(
  logicalId: string,
  values: Values,
  events: readonly RouteEvent[],
  project: Project,
): RestApi {
  const auth = mapAt(values, 'Auth');
  const body = readBody(logicalId, values, project);
  const own = events.filter((event) => event.apiLogicalId === logicalId && event.kind === 'rest');
  const merges = body === undefined || flagAt(values, 'MergeDefinitions') === true;
  if (!merges && own.length > 0) tellUnmerged(logicalId, own, body, project);
  const fromEvents = merges ? withoutDuplicates(own, project.tell).map((event) => methodOf(event, auth)) : [];
  const fromBody = (body?.routes ?? []).map((route) => withDefaults(route, auth));
  const id = apiId(logicalId, project);
  const parts = restApiParts(id, project);
  const routes = [...fromBody, ...fromEvents, ...parts.routes];
  const preflight: RouteAuthorization =
    flagAt(auth, 'AddDefaultAuthorizerToCorsPreflight') === false
      ? { type: 'NONE' }
      : routeAuthorization(undefined, auth);
  const stage = textAt(values, 'StageName') ?? implicitApis.rest.stage;
  const policy = policyOf(values, body, stage);
  const minimumCompressionSize = numberAt(values, 'MinimumCompressionSize') ?? body?.minimumCompressionSize;
  const canary = canaryOf(mapAt(values, 'CanarySetting'));
  return {
    id,
    logicalId: `${project.scope}${logicalId}`,
    kind: 'rest',
    region: project.pseudo.region,
    account: project.pseudo.account,
    stages: [
      {
        name: stage,
        variables: textMapAt(values, 'Variables'),
        ...(canary !== undefined && { canary }),
        ...stageSettingsOf(values),
      },
      ...parts.stages.filter(({ name }) => name !== stage),
    ],
    // SAM writes `image~1png` for `image/png` (http contract §7.6).
    binaryMediaTypes: [...(body?.binaryMediaTypes ?? []), ...textsAt(values, 'BinaryMediaTypes')].map((type) =>
      type.replaceAll('~1', '/'),
    ),
    routes: [...routes, ...corsMethods(values['Cors'], routes, preflight)],
    authorizers: { ...body?.authorizers, ...samRestAuthorizers(auth), ...parts.authorizers },
    models: { ...body?.models, ...mapOf(withPlainNumbers(values['Models'])), ...parts.models },
    gatewayResponses: {
      ...body?.gatewayResponses,
      ...samGatewayResponses(mapAt(values, 'GatewayResponses')),
      ...parts.gatewayResponses,
    },
    apiKeySource: textAt(values, 'ApiKeySourceType') === 'AUTHORIZER' ? 'AUTHORIZER' : (body?.apiKeySource ?? 'HEADER'),
    usagePlans: [...samUsagePlans(logicalId, stage, auth, project), ...parts.usagePlans],
    ...(policy !== undefined && { policy }),
    ...(minimumCompressionSize !== undefined && { minimumCompressionSize }),
  };
}

/** SAM adds its statements to those of the definition. */
function policyOf(values: Values, body: RestBody | undefined, stage: string): unknown {
  const own = samResourcePolicy(mapAt(values, 'Auth'), stage);
  const defined = mapOf(body?.policy);
  if (own === undefined || defined === undefined) return own ?? defined;
  return { ...defined, Statement: [defined['Statement'], mapOf(own)?.['Statement']].flat() };
}

function readBody(logicalId: string, values: Values, project: Project): RestBody | undefined {
  const document = readOpenApi(logicalId, values, ['DefinitionBody', 'DefinitionUri'], project);
  if (document !== undefined) tellRootSecurity(logicalId, document, project);
  return document && readRestBody(document);
}

function tellUnmerged(
  logicalId: string,
  events: readonly RouteEvent[],
  body: RestBody | undefined,
  { tell }: Project,
): void {
  const missing = events.filter(
    (event) =>
      body?.routes.some(({ path, method }) => path === event.path && (method === event.method || method === 'ANY')) !==
      true,
  );
  for (const { place } of missing) {
    tell(
      `The event "${place}" adds no route: "${logicalId}" has a definition of its own. Add the path there, or set MergeDefinitions.`,
    );
  }
}

function methodOf(event: RouteEvent, auth: Values | undefined): RestMethod {
  return {
    method: event.method,
    path: event.path,
    authorization: routeAuthorization(event.auth, auth),
    apiKeyRequired: needsApiKey(event.auth, auth),
    ...eventParameters(event.properties),
    integration: {
      type: 'AWS_PROXY',
      functionReference: event.functionReference,
      httpMethod: 'POST',
      streams: event.streams,
      requestParameters: {},
      timeoutMs: event.timeoutMs,
      ...cacheKeyOfEvent(event.properties),
    },
  };
}

/** SAM's defaults also reach the methods of a definition that say nothing of their own. */
function withDefaults(route: RestMethod, auth: Values | undefined): RestMethod {
  return {
    ...route,
    authorization: route.authorization.type === 'NONE' ? routeAuthorization(undefined, auth) : route.authorization,
    apiKeyRequired: route.apiKeyRequired || needsApiKey(undefined, auth),
  };
}

/** `Auth.UsagePlan` makes a key whose value AWS makes up: here it is one that stays the same, and is told. */
function samUsagePlans(
  logicalId: string,
  stage: string,
  auth: Values | undefined,
  { scope, tell }: Project,
): UsagePlan[] {
  const plan = mapAt(auth, 'UsagePlan');
  if (plan === undefined || textAt(plan, 'CreateUsagePlan') === 'NONE') return [];
  const owner = textAt(plan, 'CreateUsagePlan') === 'SHARED' ? 'Serverless' : logicalId;
  const value = stableId(`${scope}${owner} ApiKey`, 40);
  tell(`The API key of "${logicalId}" is "${value}".`);
  const key = { id: stableId(`${scope}${owner} ApiKey id`, 10), value, enabled: true };
  return [{ id: stableId(`${scope}${owner} UsagePlan`, 6), stages: [stage], keys: [key], ...planLimits(plan) }];
}

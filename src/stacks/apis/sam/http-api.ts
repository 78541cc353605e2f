import type { HttpApi, HttpRoute } from '../../../model/index.js';
import { apiId } from '../../resolver/door-identities.js';
import type { Project } from '../../template/project.js';
import { declaredAuthorizers, declaredRoutes } from '../cloudformation/http-api.js';
import { readCorsRules } from '../cors-rules.js';
import { routeShape, withoutDuplicates } from '../duplicate-routes.js';
import { implicitApis } from '../implicit-ids.js';
import { readOpenApi } from '../openapi/document.js';
import { readHttpBody } from '../openapi/http-body.js';
import type { RouteEvent } from '../route-event.js';
import { stageThrottles } from '../stage-throttles.js';
import { flagAt, mapAt, textAt, textMapAt, type Values } from '../values.js';
import { samHttpAuthorizers } from './authorizers.js';
import { routeAuthorization } from './route-authorization.js';

/** An AWS::Serverless::HttpApi, or the one that SAM makes for events without an API of their own (http contract §7). */
export function samHttpApi(
  logicalId: string,
  values: Values,
  events: readonly RouteEvent[],
  project: Project,
): HttpApi {
  const id = apiId(logicalId, project);
  const auth = mapAt(values, 'Auth');
  const document = readOpenApi(logicalId, values, ['DefinitionBody', 'DefinitionUri'], project);
  const body = document && readHttpBody(document);
  const own = events.filter((event) => event.apiLogicalId === logicalId && event.kind === 'http');
  const fromEvents = withoutDuplicates(own, project.tell).map((event) => routeOf(event, auth));
  const cors = readCorsRules(values['CorsConfiguration']) ?? body?.cors;
  const throttles = stageThrottles({
    ...values,
    RouteSettings: { ...mapAt(values, 'RouteSettings'), ...routeSettingsOf(own) },
  });
  const stage = textAt(values, 'StageName') ?? implicitApis.http.stage;
  return {
    id,
    logicalId: `${project.scope}${logicalId}`,
    kind: 'http',
    region: project.pseudo.region,
    account: project.pseudo.account,
    stages: [{ name: stage, variables: textMapAt(values, 'StageVariables'), ...throttles }],
    routes: [
      ...mergeRoutes(
        (body?.routes ?? []).map((route) => withDefault(route, auth)),
        fromEvents,
      ),
      ...declaredRoutes(id, project),
    ],
    authorizers: { ...body?.authorizers, ...samHttpAuthorizers(auth), ...declaredAuthorizers(id, project) },
    ...(cors !== undefined && { cors }),
  };
}

/** `RouteSettings` of events, by the key of their route. */
function routeSettingsOf(events: readonly RouteEvent[]): Values {
  return Object.fromEntries(
    events.flatMap(({ method, path, properties }) => {
      const settings = mapAt(properties, 'RouteSettings');
      const key = path === '$default' ? path : `${method} ${path}`;
      return settings === undefined ? [] : [[key, settings] as const];
    }),
  );
}

/** Of a path that the definition has an integration for, the definition's stays; an event may override who may call it. */
function mergeRoutes(
  defined: readonly HttpRoute[],
  events: readonly { route: HttpRoute; overrides: boolean }[],
): HttpRoute[] {
  const byShape = new Map(defined.map((route) => [routeShape(route), route]));
  for (const { route, overrides } of events) {
    const existing = byShape.get(routeShape(route));
    const isBound = existing !== undefined && existing.integration.type !== 'UNSUPPORTED';
    const authorization = existing !== undefined && !overrides ? existing.authorization : route.authorization;
    byShape.set(routeShape(route), isBound ? { ...existing, authorization } : route);
  }
  return [...byShape.values()];
}

function withDefault(route: HttpRoute, auth: Values | undefined): HttpRoute {
  return route.authorization.type === 'NONE' ? { ...route, authorization: routeAuthorization(undefined, auth) } : route;
}

function routeOf(event: RouteEvent, auth: Values | undefined): { route: HttpRoute; overrides: boolean } {
  const { method, path, functionReference, payloadFormat, timeoutMs } = event;
  return {
    overrides: flagAt(event.auth, 'OverrideApiAuth') ?? false,
    route: {
      method,
      path,
      authorization: routeAuthorization(event.auth, auth),
      integration: {
        type: 'AWS_PROXY',
        functionReference,
        payloadFormat,
        timeoutMs,
        requestParameters: {},
        responseParameters: {},
      },
    },
  };
}

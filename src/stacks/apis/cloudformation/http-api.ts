import type { HttpApi, HttpRoute } from '../../../model/index.js';
import { apiId } from '../../resolver/door-identities.js';
import type { Project, ProjectResource } from '../../template/project.js';
import { readCorsRules } from '../cors-rules.js';
import { readHttpAuthorizer } from '../http-authorizer.js';
import { readHttpIntegration } from '../http-integration.js';
import { withBasePath } from '../openapi/base-path.js';
import { readOpenApi } from '../openapi/document.js';
import { readHttpBody } from '../openapi/http-body.js';
import { stageThrottles } from '../stage-throttles.js';
import { lowerFirstKeys, textAt, textMapAt, type Values } from '../values.js';
import { authorizationOf } from './authorization-of.js';
import { type Part, partsOf } from './parts.js';

/** An AWS::ApiGatewayV2::Api of protocol HTTP with everything that names it. */
export function cloudFormationHttpApi({ logicalId }: ProjectResource, values: Values, project: Project): HttpApi {
  const id = apiId(logicalId, project);
  const parts = (type: string): Part[] => partsOf(project, `AWS::ApiGatewayV2::${type}`, 'ApiId', id);
  const document = readOpenApi(logicalId, values, ['Body', 'BodyS3Location'], project);
  const body = document && readHttpBody(withBasePath(document, textAt(values, 'BasePath')?.toLowerCase()));
  const cors = readCorsRules(values['CorsConfiguration']) ?? body?.cors;
  const quick = quickCreated(values);
  return {
    id,
    logicalId: `${project.scope}${logicalId}`,
    kind: 'http',
    region: project.pseudo.region,
    account: project.pseudo.account,
    stages: stagesOf(parts('Stage')),
    routes: [...(body?.routes ?? []), ...declaredRoutes(id, project), ...quick],
    authorizers: { ...body?.authorizers, ...declaredAuthorizers(id, project) },
    ...(cors !== undefined && { cors }),
  };
}

/** The routes that resources of their own add to an API, whoever made it. */
export function declaredRoutes(id: string, project: Project): HttpRoute[] {
  const parts = (type: string): Part[] => partsOf(project, `AWS::ApiGatewayV2::${type}`, 'ApiId', id);
  const integrations = new Map(parts('Integration').map((part) => [part.logicalId, part.values]));
  return parts('Route').map((part) => routeOf(part, integrations));
}

/** The same of authorizers. */
export function declaredAuthorizers(id: string, project: Project): HttpApi['authorizers'] {
  const parts = partsOf(project, 'AWS::ApiGatewayV2::Authorizer', 'ApiId', id);
  return Object.fromEntries(parts.map((part) => [part.logicalId, readHttpAuthorizer(lowerFirstKeys(part.values))]));
}

function stagesOf(stages: readonly Part[]): HttpApi['stages'] {
  const named = stages.map(({ logicalId, values }) => ({
    name: textAt(values, 'StageName') ?? logicalId,
    variables: textMapAt(values, 'StageVariables'),
    ...stageThrottles(values),
  }));
  return named.length > 0 ? named : [{ name: '$default', variables: {} }];
}

function routeOf({ values }: Part, integrations: ReadonlyMap<string, Values>): HttpRoute {
  const target = textAt(values, 'Target')?.replace(/^integrations\//, '') ?? '';
  const integration = integrations.get(target);
  return {
    ...splitRouteKey(textAt(values, 'RouteKey') ?? '$default'),
    authorization: authorizationOf(values),
    integration: readHttpIntegration(integration && lowerFirstKeys(integration)),
  };
}

/** `Target` of the API itself makes a route and a stage. */
function quickCreated(values: Values): HttpRoute[] {
  const target = textAt(values, 'Target');
  if (target === undefined) return [];
  const type = /^https?:\/\//.test(target) ? 'HTTP_PROXY' : 'AWS_PROXY';
  return [
    {
      ...splitRouteKey(textAt(values, 'RouteKey') ?? '$default'),
      authorization: { type: 'NONE' },
      integration: readHttpIntegration({ type, uri: target, payloadFormatVersion: '2.0' }),
    },
  ];
}

function splitRouteKey(key: string): Pick<HttpRoute, 'method' | 'path'> {
  const [method = 'ANY', path = ''] = key.split(' ');
  return key === '$default' ? { method: 'ANY', path: '$default' } : { method: method.toUpperCase(), path };
}

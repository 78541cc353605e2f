import type { ApiStage, WebSocketApi, WebSocketRoute } from '../../../model/index.js';
import { apiId } from '../../resolver/door-identities.js';
import { mapOf } from '../../resolver/properties.js';
import type { Project, ProjectResource } from '../../template/project.js';
import { stageThrottles } from '../stage-throttles.js';
import { flagAt, textAt, textMapAt, type Values } from '../values.js';
import { readWebSocketAuthorizer } from '../websocket-authorizer.js';
import { readWebSocketIntegration } from '../websocket-integration.js';
import { authorizationOf } from './authorization-of.js';
import { type Part, partsOf } from './parts.js';
import { schemaOf } from './schema-of.js';
import { usagePlansOf } from './usage-plans.js';

/** An AWS::ApiGatewayV2::Api of protocol WEBSOCKET with everything that names it; all its routes are served, whatever a deployment froze. */
export function cloudFormationWebSocketApi(
  { logicalId }: ProjectResource,
  values: Values,
  project: Project,
): WebSocketApi {
  const members = webSocketApiMembers(logicalId, values, project);
  const parts = (type: string): Part[] => partsOf(project, `AWS::ApiGatewayV2::${type}`, 'ApiId', members.id);
  return {
    ...members,
    stages: stagesOf(parts('Stage'), parts('Deployment')),
    ...declaredMembers(members.id, project),
  };
}

/** What resources of their own add to an API, whoever made it. */
export function declaredMembers(id: string, project: Project): Pick<WebSocketApi, 'routes' | 'authorizers' | 'models'> {
  const parts = (type: string): Part[] => partsOf(project, `AWS::ApiGatewayV2::${type}`, 'ApiId', id);
  const integrations = new Map(parts('Integration').map((part) => [part.logicalId, part.values]));
  const responses = parts('IntegrationResponse').map((part) => part.values);
  const models = parts('Model');
  const modelName = (reference: string): string =>
    textAt(models.find((model) => model.logicalId === reference)?.values, 'Name') ?? reference;
  const routeOf = (route: Part): WebSocketRoute => {
    const target = textAt(route.values, 'Target')?.replace(/^integrations\//, '');
    const integration = target === undefined ? undefined : integrations.get(target);
    const own = responses.filter((response) => textAt(response, 'IntegrationId') === target);
    return {
      ...routeMembers(route.values, modelName),
      answersSender: answersSender(route, id, project),
      ...(target !== undefined && {
        integration:
          integration === undefined
            ? { type: 'UNSUPPORTED', reason: `its target "${target}" is no integration of this template` }
            : readWebSocketIntegration(integration, own),
      }),
    };
  };
  return {
    routes: parts('Route').map(routeOf),
    authorizers: Object.fromEntries(
      parts('Authorizer').map((part) => [part.logicalId, readWebSocketAuthorizer(part.values)]),
    ),
    models: Object.fromEntries(
      models.map((part) => [textAt(part.values, 'Name') ?? part.logicalId, schemaOf(part.values)]),
    ),
  };
}

/** What an AWS::ApiGatewayV2::Api and an AWS::Serverless::WebSocketApi say alike of themselves. */
export function webSocketApiMembers(
  logicalId: string,
  values: Values,
  project: Project,
): Omit<WebSocketApi, 'stages' | 'routes' | 'authorizers' | 'models'> {
  const id = apiId(logicalId, project);
  const keySource = textAt(values, 'ApiKeySelectionExpression');
  return {
    id,
    logicalId: `${project.scope}${logicalId}`,
    kind: 'websocket',
    region: project.pseudo.region,
    account: project.pseudo.account,
    routeSelectionExpression: textAt(values, 'RouteSelectionExpression') ?? '$request.body.action',
    apiKeySource: keySource === '$context.authorizer.usageIdentifierKey' ? 'AUTHORIZER' : 'HEADER',
    usagePlans: usagePlansOf(id, project),
  };
}

/** Whether a route has both a route response and the expression that selects it, the only way to an answer (http contract §3.3). */
export function answersSender({ logicalId, values }: Part, id: string, project: Project): boolean {
  const expression = textAt(values, 'RouteResponseSelectionExpression');
  if (expression === undefined) return false;
  const responses = partsOf(project, 'AWS::ApiGatewayV2::RouteResponse', 'ApiId', id);
  if (responses.some((response) => textAt(response.values, 'RouteId') === logicalId)) return expression === '$default';
  project.tell(
    `The route "${logicalId}" has a RouteResponseSelectionExpression, but no AWS::ApiGatewayV2::RouteResponse names it: as on AWS, its sender gets no answer.`,
  );
  return false;
}

/** What a route says of itself in both vocabularies; `modelName` finds the name behind a reference to a model. */
export function routeMembers(
  values: Values,
  modelName: (reference: string) => string,
): Omit<WebSocketRoute, 'answersSender' | 'integration'> {
  const modelSelectionExpression = textAt(values, 'ModelSelectionExpression');
  return {
    routeKey: textAt(values, 'RouteKey') ?? '$default',
    authorization: authorizationOf(values),
    apiKeyRequired: flagAt(values, 'ApiKeyRequired') ?? false,
    ...(modelSelectionExpression !== undefined && { modelSelectionExpression }),
    requestModels: Object.fromEntries(
      Object.entries(textMapAt(values, 'RequestModels')).map(([key, name]) => [key, modelName(name)]),
    ),
  };
}

/** A deployment may make its stage itself; an API without any is served all the same, under a name of ours. */
function stagesOf(stages: readonly Part[], deployments: readonly Part[]): readonly ApiStage[] {
  const named = stages.map(({ logicalId, values }) => ({
    name: textAt(values, 'StageName') ?? logicalId,
    variables: textMap(values),
    ...stageThrottles(values),
  }));
  const deployed = deployments.flatMap(({ values }) => {
    const name = textAt(values, 'StageName');
    return name === undefined || named.some((stage) => stage.name === name) ? [] : [{ name, variables: {} }];
  });
  const all = [...named, ...deployed];
  return all.length > 0 ? all : [{ name: 'prod', variables: {} }];
}

function textMap(values: Values): Record<string, string> {
  return mapOf(values['StageVariables']) === undefined ? {} : textMapAt(values, 'StageVariables');
}

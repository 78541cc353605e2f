import type { RouteAuthorization, WebSocketApi, WebSocketAuthorizer, WebSocketRoute } from '../../../model/index.js';
import { mapOf } from '../../resolver/properties.js';
import type { Project } from '../../template/project.js';
import { answersSender, declaredMembers, routeMembers, webSocketApiMembers } from '../cloudformation/websocket-api.js';
import { implicitApis } from '../implicit-ids.js';
import { functionInUri } from '../integration-uri.js';
import { stageThrottles } from '../stage-throttles.js';
import { mapAt, numberAt, textAt, textMapAt, textsAt, type Values } from '../values.js';

/** API Gateway's longest time for an integration, which is also the default. */
const defaultTimeoutMs = 29_000;

/** An AWS::Serverless::WebSocketApi: a map of routes, each with its function (SAM's developer guide, "AWS::Serverless::WebSocketApi"). */
export function samWebSocketApi(logicalId: string, values: Values, project: Project): WebSocketApi {
  const auth = mapAt(values, 'Auth');
  const authorizer = authorizerOf(auth);
  const name = `${logicalId}ConnectAuthorizer`;
  const members = webSocketApiMembers(logicalId, values, project);
  const declared = declaredMembers(members.id, project);
  return {
    ...members,
    stages: [
      {
        name: textAt(values, 'StageName') ?? implicitApis.webSocket.stage,
        variables: textMapAt(values, 'StageVariables'),
        ...stageThrottles(values),
      },
    ],
    models: declared.models,
    routes: [
      ...Object.entries(mapAt(values, 'Routes') ?? {}).map(([key, item]): WebSocketRoute => {
        const route = { logicalId: `${logicalId}${capitalized(key)}Route`, values: mapOf(item) ?? {} };
        return {
          ...routeOf(key, route.values),
          authorization: key === '$connect' ? authorizationOf(auth, name) : { type: 'NONE' },
          answersSender: answersSender(route, members.id, project),
        };
      }),
      ...declared.routes,
    ],
    authorizers: { ...declared.authorizers, ...(authorizer !== undefined && { [name]: authorizer }) },
  };
}

/** `$connect` → `Connect`, `sendmessage` → `Sendmessage`: how SAM names the resources of a route. */
function capitalized(routeKey: string): string {
  const name = routeKey.replace('$', '').toLowerCase();
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}

function routeOf(key: string, values: Values): Omit<WebSocketRoute, 'authorization' | 'answersSender'> {
  const functionReference = functionInUri(textAt(values, 'FunctionArn')) ?? textAt(values, 'FunctionArn');
  return {
    ...routeMembers({ ...values, RouteKey: key }, (model) => model),
    integration:
      functionReference === undefined
        ? { type: 'UNSUPPORTED', reason: `its "FunctionArn" is not known here` }
        : {
            type: 'AWS_PROXY',
            functionReference,
            requestParameters: {},
            timeoutMs: numberAt(values, 'IntegrationTimeout') ?? defaultTimeoutMs,
          },
  };
}

function authorizationOf(auth: Values | undefined, name: string): RouteAuthorization {
  const type = textAt(auth, 'AuthType')?.toUpperCase() ?? 'NONE';
  if (type === 'NONE') return { type: 'NONE' };
  return type === 'AWS_IAM' ? { type: 'AWS_IAM' } : { type: 'AUTHORIZER', name, scopes: [] };
}

function authorizerOf(auth: Values | undefined): WebSocketAuthorizer | undefined {
  if (textAt(auth, 'AuthType')?.toUpperCase() !== 'CUSTOM') return undefined;
  const arn = textAt(auth, 'AuthArn');
  return arn === undefined
    ? { type: 'UNVERIFIABLE', reason: 'the function of its authorizer ("AuthArn") is not known here' }
    : { type: 'REQUEST', functionReference: arn, identitySources: textsAt(auth, 'IdentitySource') };
}

import type { WebSocketApi, WebSocketIntegration, WebSocketRoute } from '../../../src/model/index.js';

/** A route with a Lambda proxy integration of a function of the route's name, unless it says otherwise. */
export type WebSocketRouteSketch = Partial<Omit<WebSocketRoute, 'integration'>> & {
  readonly functionReference?: string;
  readonly timeoutMs?: number;
  readonly integration?: WebSocketIntegration | 'none';
};

export type WebSocketApiSketch = Partial<Omit<WebSocketApi, 'routes' | 'stages'>> & {
  readonly stage?: string;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly routes?: Readonly<Record<string, WebSocketRouteSketch>>;
};

/** An API with one stage; `{ $connect: {} }` is a route whose function is called `$connect`. */
export function webSocketApiOf({ stage, stageVariables, routes = {}, ...rest }: WebSocketApiSketch = {}): WebSocketApi {
  return {
    id: 'chat123456',
    logicalId: 'Chat',
    region: 'eu-west-1',
    account: '123456789012',
    kind: 'websocket',
    routeSelectionExpression: '$request.body.action',
    apiKeySource: 'HEADER',
    authorizers: {},
    models: {},
    usagePlans: [],
    ...rest,
    stages: [{ name: stage ?? 'dev', variables: stageVariables ?? {} }],
    routes: Object.entries(routes).map(([routeKey, route]) => routeOf(routeKey, route)),
  };
}

function routeOf(routeKey: string, sketch: WebSocketRouteSketch): WebSocketRoute {
  const { functionReference = routeKey.replace('$', ''), timeoutMs = 29_000, integration, ...rest } = sketch;
  const proxy = { type: 'AWS_PROXY', functionReference, timeoutMs, requestParameters: {} } as const;
  return {
    routeKey,
    authorization: { type: 'NONE' },
    apiKeyRequired: false,
    answersSender: false,
    requestModels: {},
    ...rest,
    ...(integration !== 'none' && { integration: integration ?? proxy }),
  };
}

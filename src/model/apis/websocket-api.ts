import type {
  ApiBase,
  ApiStage,
  RouteAuthorization,
  UnsupportedIntegration,
  UnverifiableAuthorizer,
} from './api-base.js';
import type { UsagePlan } from './rest-api.js';
import type { ServiceTarget } from './rest-integration.js';

/** API Gateway's WebSocket API (v2). */
export interface WebSocketApi extends ApiBase {
  readonly kind: 'websocket';
  /** Never empty; the first one answers at `/`. */
  readonly stages: readonly ApiStage[];
  /** `$request.body.action`: makes the key of a route from a message. */
  readonly routeSelectionExpression: string;
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  readonly routes: readonly WebSocketRoute[];
  readonly authorizers: Readonly<Record<string, WebSocketAuthorizer>>;
  /** JSON Schema draft 4, by name. */
  readonly models: Readonly<Record<string, unknown>>;
  readonly usagePlans: readonly UsagePlan[];
}

export interface WebSocketRoute {
  /** `$connect`, `$disconnect`, `$default`, or what the selection expression makes of a message. */
  readonly routeKey: string;
  /** Only that of `$connect` counts. */
  readonly authorization: RouteAuthorization;
  readonly apiKeyRequired: boolean;
  /** Whether the integration's answer goes back to the sender: the route has a route response and the expression that selects it. */
  readonly answersSender: boolean;
  /** Makes the key of `requestModels` from a message; without it nothing is validated. */
  readonly modelSelectionExpression?: string;
  readonly requestModels: Readonly<Record<string, string>>;
  /** Absent where a route has none: it takes its messages and does nothing. */
  readonly integration?: WebSocketIntegration;
}

/** What answers a route. */
export type WebSocketIntegration =
  | WebSocketLambdaProxy
  | WebSocketHttpProxy
  | WebSocketLambdaIntegration
  | WebSocketHttpIntegration
  | WebSocketMock
  | WebSocketServiceIntegration
  | UnsupportedIntegration;

interface Called {
  /** `integration.request.header.x` to where its value comes from. */
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** With mapping templates on both sides, chosen by selection expressions. */
export interface MappedWebSocketIntegration extends Called {
  readonly templateSelectionExpression?: string;
  readonly requestTemplates: Readonly<Record<string, string>>;
  readonly passthroughBehavior: 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
  /** Makes the key of `responses`; AWS's default depends on the type. */
  readonly responseSelectionExpression?: string;
  readonly responses: readonly WebSocketIntegrationResponse[];
}

export interface WebSocketLambdaProxy extends Called {
  readonly type: 'AWS_PROXY';
  /** Name or ARN, either with a qualifier; may hold `${stageVariables.x}`. */
  readonly functionReference: string;
}

export interface WebSocketLambdaIntegration extends MappedWebSocketIntegration {
  readonly type: 'AWS';
  readonly functionReference: string;
}

export interface WebSocketHttpProxy extends Called {
  readonly type: 'HTTP_PROXY';
  /** May hold `{pathParameter}` and `${stageVariables.x}`. */
  readonly uri: string;
  readonly httpMethod: string;
}

export interface WebSocketHttpIntegration extends MappedWebSocketIntegration {
  readonly type: 'HTTP';
  readonly uri: string;
  readonly httpMethod: string;
}

/** Another AWS service than Lambda; API Gateway calls this type `AWS` too. */
export interface WebSocketServiceIntegration extends MappedWebSocketIntegration, ServiceTarget {
  readonly type: 'AWS_SERVICE';
  readonly httpMethod: string;
}

export interface WebSocketMock extends MappedWebSocketIntegration {
  readonly type: 'MOCK';
}

export interface WebSocketIntegrationResponse {
  /** `$default`, a value, or a pattern between slashes: `/2\d\d/`. */
  readonly key: string;
  readonly templateSelectionExpression?: string;
  readonly templates: Readonly<Record<string, string>>;
  readonly contentHandling?: 'CONVERT_TO_BINARY' | 'CONVERT_TO_TEXT';
}

export type WebSocketAuthorizer = WebSocketRequestAuthorizer | UnverifiableAuthorizer;

export interface WebSocketRequestAuthorizer {
  readonly type: 'REQUEST';
  readonly functionReference: string;
  /** `route.request.header.x`, `route.request.querystring.x`, `stageVariables.x`, `context.x`. */
  readonly identitySources: readonly string[];
}

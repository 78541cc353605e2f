import type {
  ApiBase,
  ApiStage,
  RouteAuthorization,
  UnsupportedIntegration,
  UnverifiableAuthorizer,
} from './api-base.js';
import type { CorsRules } from './cors-rules.js';

/** API Gateway's HTTP API (v2). */
export interface HttpApi extends ApiBase {
  readonly kind: 'http';
  /** Never empty; the first one answers at `/`. */
  readonly stages: readonly ApiStage[];
  readonly routes: readonly HttpRoute[];
  readonly authorizers: Readonly<Record<string, HttpAuthorizer>>;
  readonly cors?: CorsRules;
}

export interface HttpRoute {
  /** Upper case, or `ANY`. */
  readonly method: string;
  /** `/`, `/users/{id}`, `/files/{proxy+}`, or `$default`. */
  readonly path: string;
  readonly authorization: RouteAuthorization;
  readonly integration: HttpIntegration;
}

export type HttpIntegration =
  HttpLambdaIntegration | HttpProxyIntegration | HttpServiceIntegration | UnsupportedIntegration;

export interface HttpLambdaIntegration extends HttpParameterMappings {
  readonly type: 'AWS_PROXY';
  /** Name or ARN, either with a qualifier; may hold `${stageVariables.x}`. */
  readonly functionReference: string;
  readonly payloadFormat: '1.0' | '2.0';
  readonly timeoutMs: number;
}

export interface HttpProxyIntegration extends HttpParameterMappings {
  readonly type: 'HTTP_PROXY';
  /** May hold `{pathParameter}` and `${stageVariables.x}`. */
  readonly uri: string;
  /** `ANY` keeps the client's verb. */
  readonly method: string;
  readonly timeoutMs: number;
}

/** A service of AWS that answers in the place of a function. */
export interface HttpServiceIntegration extends Pick<HttpParameterMappings, 'responseParameters'> {
  readonly type: 'AWS_SERVICE';
  /** `SQS-SendMessage`, `EventBridge-PutEvents` … */
  readonly subtype: string;
  /** The action's parameters, each as text or as a mapping: `$request.body.message`. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** `append:header.x`, `overwrite:path`, `remove:querystring.x` … to its value; responses by status code. */
export interface HttpParameterMappings {
  readonly requestParameters: Readonly<Record<string, string>>;
  readonly responseParameters: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export type HttpAuthorizer = JwtAuthorizer | HttpLambdaAuthorizer | UnverifiableAuthorizer;

export interface JwtAuthorizer {
  readonly type: 'JWT';
  readonly issuer: string;
  readonly audiences: readonly string[];
  /** `$request.header.Authorization`, `$request.querystring.token`. */
  readonly identitySource: string;
}

export interface HttpLambdaAuthorizer {
  readonly type: 'LAMBDA';
  readonly functionReference: string;
  readonly payloadFormat: '1.0' | '2.0';
  readonly simpleResponses: boolean;
  /** `$request.header.x`, `$request.querystring.x`, `$context.x`, `$stageVariables.x`. */
  readonly identitySources: readonly string[];
  /** 0 turns the cache off. */
  readonly ttlSeconds: number;
}

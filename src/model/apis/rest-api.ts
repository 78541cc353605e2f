import type { ApiBase, ApiStage, RouteAuthorization, Throttle, UnverifiableAuthorizer } from './api-base.js';
import type { RestIntegration } from './rest-integration.js';

/** API Gateway's REST API (v1). */
export interface RestApi extends ApiBase {
  readonly kind: 'rest';
  /** Never empty; the first one answers at `/`. */
  readonly stages: readonly RestStage[];
  /** `image/png`, `image/*`, every type. */
  readonly binaryMediaTypes: readonly string[];
  /** Responses from this length on are packed for clients who want it; none are when it is absent. */
  readonly minimumCompressionSize?: number;
  readonly routes: readonly RestMethod[];
  readonly authorizers: Readonly<Record<string, RestAuthorizer>>;
  /** JSON Schema draft 4, by name; they refer to each other by the model's URL. */
  readonly models: Readonly<Record<string, unknown>>;
  readonly gatewayResponses: Readonly<Record<string, GatewayResponse>>;
  readonly apiKeySource: 'HEADER' | 'AUTHORIZER';
  /** The resource policy as the project file states it; without one everybody may call. */
  readonly policy?: unknown;
  readonly usagePlans: readonly UsagePlan[];
}

export interface RestStage extends ApiStage {
  readonly canary?: {
    readonly percentTraffic: number;
    readonly variables: Readonly<Record<string, string>>;
    /** It shares the cache of the stage, else it has none. */
    readonly usesStageCache?: boolean;
  };
  /** Without a cache cluster no method caches, whatever its settings say. */
  readonly hasCacheCluster?: boolean;
  readonly methodSettings?: readonly MethodSettings[];
}

/** Settings of the methods of a stage; what is absent is left to less specific settings. */
export interface MethodSettings {
  /** Path of a resource, or `*` for all. */
  readonly path: string;
  /** Upper case, or `*` for all. */
  readonly method: string;
  readonly throttle?: Partial<Throttle>;
  readonly caches?: boolean;
  readonly cacheTtlSeconds?: number;
  /** Whether `Cache-Control: max-age=0` needs the permission to invalidate; true when absent. */
  readonly protectsCache?: boolean;
  readonly unauthorizedCacheControl?: UnauthorizedCacheControl;
}

export type UnauthorizedCacheControl =
  'FAIL_WITH_403' | 'SUCCEED_WITH_RESPONSE_HEADER' | 'SUCCEED_WITHOUT_RESPONSE_HEADER';

/** One method of one resource. */
export interface RestMethod {
  /** Upper case, or `ANY`. */
  readonly method: string;
  /** `/`, `/users/{id}`, `/files/{proxy+}`. */
  readonly path: string;
  readonly operationName?: string;
  readonly authorization: RouteAuthorization;
  readonly apiKeyRequired: boolean;
  /** `method.request.header.x` to whether it is required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  /** Content type, or `$default`, to the name of a model. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly validates: { readonly body: boolean; readonly parameters: boolean };
  readonly integration: RestIntegration;
}

export type RestAuthorizer = TokenAuthorizer | RequestAuthorizer | CognitoAuthorizer | UnverifiableAuthorizer;

export interface TokenAuthorizer {
  readonly type: 'TOKEN';
  readonly functionReference: string;
  /** `method.request.header.Authorization`. */
  readonly identitySource: string;
  readonly validationExpression?: string;
  readonly ttlSeconds: number;
}

export interface RequestAuthorizer {
  readonly type: 'REQUEST';
  readonly functionReference: string;
  /** `method.request.header.x`, `method.request.querystring.x`, `stageVariables.x`, `context.x`. */
  readonly identitySources: readonly string[];
  readonly ttlSeconds: number;
}

export interface CognitoAuthorizer {
  readonly type: 'COGNITO_USER_POOLS';
  readonly userPoolArns: readonly string[];
  readonly identitySource: string;
}

/** What replaces one of the gateway's own answers; keys of `parameters` are `gatewayresponse.header.x`. */
export interface GatewayResponse {
  readonly statusCode?: number;
  readonly parameters: Readonly<Record<string, string>>;
  readonly templates: Readonly<Record<string, string>>;
}

/** The keys that open methods with `apiKeyRequired` in some stages, and how often they may be used. */
export interface UsagePlan {
  readonly id: string;
  readonly stages: readonly string[];
  readonly keys: readonly ApiKey[];
  readonly throttle?: Throttle;
  /** Of single methods: by stage, then by `/path/GET`. */
  readonly methodThrottles?: Readonly<Record<string, Readonly<Record<string, Throttle>>>>;
  readonly quota?: { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH'; readonly offset: number };
}

export interface ApiKey {
  readonly id: string;
  readonly value: string;
  readonly enabled: boolean;
}

export type { Api } from './api.js';
export type {
  ApiBase,
  ApiStage,
  DomainMapping,
  RouteAuthorization,
  StageThrottles,
  Throttle,
  UnsupportedIntegration,
  UnverifiableAuthorizer,
} from './api-base.js';
export type { CorsRules } from './cors-rules.js';
export type { FunctionUrl } from './function-url.js';
export type {
  HttpApi,
  HttpAuthorizer,
  HttpIntegration,
  HttpLambdaAuthorizer,
  HttpLambdaIntegration,
  HttpParameterMappings,
  HttpProxyIntegration,
  HttpRoute,
  HttpServiceIntegration,
  JwtAuthorizer,
} from './http-api.js';
export type {
  BalancerListener,
  BalancerRule,
  LoadBalancer,
  RedirectAction,
  RuleAction,
  RuleAuthentication,
  RuleCondition,
  RuleRewrite,
  TargetGroup,
  TargetHealthCheck,
  TokenRules,
  WeightedTargetGroup,
} from './load-balancer.js';
export type {
  ApiKey,
  CognitoAuthorizer,
  GatewayResponse,
  MethodSettings,
  RequestAuthorizer,
  RestApi,
  RestAuthorizer,
  RestMethod,
  RestStage,
  TokenAuthorizer,
  UnauthorizedCacheControl,
  UsagePlan,
} from './rest-api.js';
export type {
  CacheKey,
  IntegrationResponse,
  MappedIntegration,
  RestHttpIntegration,
  RestHttpProxy,
  RestIntegration,
  RestLambdaIntegration,
  RestLambdaProxy,
  RestMock,
  RestServiceIntegration,
} from './rest-integration.js';
export type {
  MappedWebSocketIntegration,
  WebSocketApi,
  WebSocketAuthorizer,
  WebSocketHttpIntegration,
  WebSocketHttpProxy,
  WebSocketIntegration,
  WebSocketIntegrationResponse,
  WebSocketLambdaIntegration,
  WebSocketLambdaProxy,
  WebSocketMock,
  WebSocketRequestAuthorizer,
  WebSocketRoute,
} from './websocket-api.js';

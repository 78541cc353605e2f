import type { CacheKey, RestIntegration, UnauthorizedCacheControl } from '../../../model/index.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { requestSource } from '../mapping/parameters.js';
import { isOfOneMethod, methodSettings } from '../stage-settings/method-settings.js';

/** How the stage's cache treats one request. */
export interface CacheRules {
  /** Requests with the same one get the same response. */
  readonly key: string;
  readonly ttlMs: number;
  /** Whether a client needs a permission to invalidate an entry. */
  readonly isProtected: boolean;
  readonly unauthorized: UnauthorizedCacheControl;
}

const defaultTtlSeconds = 300;
const longestTtlSeconds = 3600;

/**
 * The rules for a request, or undefined when its response is not kept: settings of all methods let only GET be kept, others need settings
 * of their own (developer guide, "Cache settings for REST APIs in API Gateway").
 */
export function cacheRulesOf(request: RestRequest): CacheRules | undefined {
  const { stage, route, client, isCanary } = request;
  if (stage.hasCacheCluster !== true || request.isTest === true || !isCacheable(route.integration)) return undefined;
  if (isCanary === true && stage.canary?.usesStageCache !== true) return undefined;
  const settings = methodSettings(request);
  const deciding = settings.find(({ caches }) => caches !== undefined);
  if (deciding?.caches !== true || (client.method !== 'GET' && !isOfOneMethod(deciding))) return undefined;
  const first = <T>(read: (one: (typeof settings)[number]) => T | undefined): T | undefined =>
    settings.map(read).find((value) => value !== undefined);
  const ttlSeconds = Math.min(first(({ cacheTtlSeconds }) => cacheTtlSeconds) ?? defaultTtlSeconds, longestTtlSeconds);
  if (ttlSeconds <= 0) return undefined;
  const { namespace = route.path, parameters = [] } = route.integration.cache ?? {};
  const values = parameters.map((parameter) => valueOf(parameter, route.integration, request) ?? null);
  return {
    key: JSON.stringify([stage.name, namespace, client.method, ...values]),
    ttlMs: ttlSeconds * 1000,
    isProtected: first(({ protectsCache }) => protectsCache) ?? true,
    unauthorized: first(({ unauthorizedCacheControl }) => unauthorizedCacheControl) ?? 'SUCCEED_WITH_RESPONSE_HEADER',
  };
}

type Cacheable = RestIntegration & { readonly cache?: CacheKey };

/** What is streamed is never kept. */
function isCacheable(
  integration: RestIntegration,
): integration is Exclude<Cacheable, { readonly type: 'UNSUPPORTED' }> {
  return integration.type !== 'UNSUPPORTED' && !('streams' in integration && integration.streams);
}

/** Every value of a parameter counts, where it comes several times. */
function valueOf(parameter: string, integration: RestIntegration, request: RestRequest): string | undefined {
  const mapped = integration.type === 'UNSUPPORTED' ? undefined : integration.requestParameters[parameter];
  const source = (mapped ?? parameter).replace(
    /^method\.request\.(querystring|header)\./,
    'method.request.multivalue$1.',
  );
  return requestSource(source, request);
}

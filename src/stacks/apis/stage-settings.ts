import type { MethodSettings, RestStage, UnauthorizedCacheControl } from '../../model/index.js';
import { mapOf } from '../resolver/properties.js';
import { flagAt, listAt, numberAt, textAt, type Values } from './values.js';

type StageSettings = Pick<RestStage, 'hasCacheCluster' | 'methodSettings'>;

/**
 * Cache cluster and method settings of an AWS::ApiGateway::Stage, a `StageDescription` or an AWS::Serverless::Api. A stage description also
 * has the settings of all methods beside the others.
 */
export function stageSettingsOf(values: Values | undefined): StageSettings {
  const listed = (listAt(values, 'MethodSettings') ?? []).map((item) => methodSettingsOf(mapOf(item)));
  const common = methodSettingsOf(values, '*', '*');
  const methodSettings = [...listed, common].filter((settings) => Object.keys(settings).length > 2);
  return {
    ...(flagAt(values, 'CacheClusterEnabled') === true && { hasCacheCluster: true }),
    ...(methodSettings.length > 0 && { methodSettings }),
  };
}

function methodSettingsOf(
  values: Values | undefined,
  path = resourcePathOf(textAt(values, 'ResourcePath')),
  method = textAt(values, 'HttpMethod')?.toUpperCase() ?? '*',
): MethodSettings {
  const throttle = { ...limit('rateLimit', values), ...limit('burstLimit', values) };
  const caches = flagAt(values, 'CachingEnabled');
  const cacheTtlSeconds = numberAt(values, 'CacheTtlInSeconds');
  const protectsCache = flagAt(values, 'RequireAuthorizationForCacheControl');
  const unauthorized = textAt(values, 'UnauthorizedCacheControlHeaderStrategy');
  return {
    path,
    method,
    ...(Object.keys(throttle).length > 0 && { throttle }),
    ...(caches !== undefined && { caches }),
    ...(cacheTtlSeconds !== undefined && { cacheTtlSeconds }),
    ...(protectsCache !== undefined && { protectsCache }),
    ...(isStrategy(unauthorized) && { unauthorizedCacheControl: unauthorized }),
  };
}

/** A negative limit is none. */
function limit(name: 'rateLimit' | 'burstLimit', values: Values | undefined): Partial<Record<typeof name, number>> {
  const number = numberAt(values, name === 'rateLimit' ? 'ThrottlingRateLimit' : 'ThrottlingBurstLimit');
  return number === undefined || number < 0 ? {} : { [name]: number };
}

/** Slashes may be written `~1`, and the path begins with one more; all paths are `*` or a path of just that. */
function resourcePathOf(stated = '*'): string {
  const path = stated.replaceAll('~1', '/').replace(/^\/+/, '/');
  return path === '*' || path === '/*' ? '*' : path.startsWith('/') ? path : `/${path}`;
}

function isStrategy(text: string | undefined): text is UnauthorizedCacheControl {
  return (
    text === 'FAIL_WITH_403' || text === 'SUCCEED_WITH_RESPONSE_HEADER' || text === 'SUCCEED_WITHOUT_RESPONSE_HEADER'
  );
}

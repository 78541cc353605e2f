import type { ApiStage, Throttle } from '../../model/index.js';
import { mapOf } from '../resolver/properties.js';
import { mapAt, numberAt, type Values } from './values.js';

/** What an account has for each of its APIs ("Throttle requests to your HTTP APIs"). */
const ofAccount: Throttle = { rateLimit: 10_000, burstLimit: 5000 };

/** `DefaultRouteSettings` and `RouteSettings` of a stage, as far as they throttle; a route's settings stand above the stage's. */
export function stageThrottles(values: Values): Pick<ApiStage, 'throttles'> {
  const each = throttleOf(mapAt(values, 'DefaultRouteSettings'), ofAccount);
  const routes = Object.entries(mapAt(values, 'RouteSettings') ?? {}).flatMap(([routeKey, settings]) => {
    const throttle = throttleOf(mapOf(settings), each ?? ofAccount);
    return throttle === undefined ? [] : [[routeKey, throttle] as const];
  });
  if (each === undefined && routes.length === 0) return {};
  return { throttles: { ...(each !== undefined && { each }), routes: Object.fromEntries(routes) } };
}

function throttleOf(settings: Values | undefined, fallback: Throttle): Throttle | undefined {
  const rateLimit = numberAt(settings, 'ThrottlingRateLimit');
  const burstLimit = numberAt(settings, 'ThrottlingBurstLimit');
  if (rateLimit === undefined && burstLimit === undefined) return undefined;
  return { rateLimit: rateLimit ?? fallback.rateLimit, burstLimit: burstLimit ?? fallback.burstLimit };
}

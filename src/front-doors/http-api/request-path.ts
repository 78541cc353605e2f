import { decodePercent } from '../api-gateway/percent.js';
import type { RoutedRequest } from '../api-gateway/routed-request.js';

/** `rawPath`: decoded, with the stage unless it is `$default`; a decoded `?` cuts it (http contract §2.2). */
export function requestPath({ api, path }: RoutedRequest): string {
  const decoded = decodePercent(path).split('?')[0] ?? '';
  return api.stage === '$default' ? decoded : `/${api.stage}${decoded}`;
}

/** `GET /x/{id}`, `ANY /{proxy+}`, `$default`. */
export function routeKey({ route }: RoutedRequest): string {
  return route.path === '$default' ? '$default' : `${route.method} ${route.path}`;
}

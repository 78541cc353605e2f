import { decodePercent } from '../api-gateway/percent.js';
import type { HttpRequest } from '../api-gateway/routed-request.js';

/** `rawPath`: decoded, with the stage unless it is `$default`; a decoded `?` cuts it (http contract §2.2). */
export function requestPath({ stage, path }: HttpRequest): string {
  const decoded = decodePercent(path).split('?')[0] ?? '';
  return stage.name === '$default' ? decoded : `/${stage.name}${decoded}`;
}

/** `GET /x/{id}`, `ANY /{proxy+}`, `$default`. */
export function routeKey({ route }: HttpRequest): string {
  return route.path === '$default' ? '$default' : `${route.method} ${route.path}`;
}

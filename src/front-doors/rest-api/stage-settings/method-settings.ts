import type { MethodSettings } from '../../../model/index.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';

/** The settings of the stage that are about the requested method, the most specific first: a path, then a verb, then those of all. */
export function methodSettings({ stage, route, client }: RestRequest): readonly MethodSettings[] {
  if (stage.methodSettings === undefined) return none;
  return stage.methodSettings
    .filter(({ path }) => path === '*' || path === route.path)
    .filter(({ method }) => method === '*' || method === route.method || method === client.method)
    .sort((a, b) => rank(a) - rank(b));
}

const none: readonly MethodSettings[] = [];

/** Whether settings name a method, rather than many. */
export function isOfOneMethod({ path, method }: MethodSettings): boolean {
  return path !== '*' && method !== '*';
}

function rank({ path, method }: MethodSettings): number {
  return (path === '*' ? 2 : 0) + (method === '*' ? 1 : 0);
}

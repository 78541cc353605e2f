import type { HttpApi, HttpRoute } from '../../model/index.js';
import type { RouteEvent } from './route-event.js';

/** The routes of one API; the first of two events for the same verb and path has it, the other is told (SAM refuses such a template). */
export function withoutDuplicates(events: readonly RouteEvent[], tell: (notice: string) => void): HttpRoute[] {
  const owners = new Map<string, RouteEvent>();
  for (const event of events) {
    const key = routeShape(event.route);
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, event);
    else {
      tell(
        `API method "${event.route.method.toLowerCase()}" defined multiple times for path "${event.route.path}" in "${event.apiLogicalId}": "${owner.place}" has it, "${event.place}" does not.`,
      );
    }
  }
  return [...owners.values()].map(({ route }) => route);
}

/** Tells which routes of later APIs cannot be reached at `/`, because an API declared before has the same ones. */
export function tellRoutesClaimedTwice(apis: readonly HttpApi[], tell: (notice: string) => void): void {
  const owners = new Map<string, HttpApi>();
  for (const api of apis) {
    for (const route of api.routes) {
      const key = routeShape(route);
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, api);
      else if (owner !== api) {
        const address = `/_aws/execute-api/${api.id}${api.stage === '$default' ? '' : `/${api.stage}`}`;
        const path = route.path === '$default' ? '/…' : route.path;
        tell(
          `${route.method} ${route.path} is a route of "${owner.logicalId}" and of "${api.logicalId}": at "/" the first answers, the other is at ${address}${path}.`,
        );
      }
    }
  }
}

/** Verb and path without the names of its parameters. */
function routeShape({ method, path }: HttpRoute): string {
  return `${method} ${path.replace(/\{[^}+]*(\+?)\}/g, '{$1}').replace(/(.)\/$/, '$1')}`;
}

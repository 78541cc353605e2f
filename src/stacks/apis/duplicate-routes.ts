import type { Api } from '../../model/index.js';
import type { RouteEvent } from './route-event.js';

interface Shaped {
  readonly method: string;
  readonly path: string;
}

/** The first of two events of one API for the same verb and path has it, the other is told (SAM refuses such a template). */
export function withoutDuplicates(events: readonly RouteEvent[], tell: (notice: string) => void): RouteEvent[] {
  const owners = new Map<string, RouteEvent>();
  for (const event of events) {
    const key = routeShape(event);
    const owner = owners.get(key);
    if (owner === undefined) owners.set(key, event);
    else {
      tell(
        `API method "${event.method.toLowerCase()}" defined multiple times for path "${event.path}" in "${event.apiLogicalId}": "${owner.place}" has it, "${event.place}" does not.`,
      );
    }
  }
  return [...owners.values()];
}

/** Tells which routes of later APIs cannot be reached at `/`, because an API declared before has the same ones. */
export function tellRoutesClaimedTwice(apis: readonly Api[], tell: (notice: string) => void): void {
  const owners = new Map<string, Api>();
  for (const api of apis) {
    const routes: readonly Shaped[] = api.routes;
    for (const route of routes) {
      const key = routeShape(route);
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, api);
      else if (owner !== api && route.method !== 'OPTIONS') {
        const stage = api.stages[0]?.name ?? '$default';
        const address = `/_aws/execute-api/${api.id}${stage === '$default' ? '' : `/${stage}`}`;
        const path = route.path === '$default' ? '/…' : route.path;
        tell(
          `${route.method} ${route.path} is a route of "${owner.logicalId}" and of "${api.logicalId}": at "/" the first answers, the other is at ${address}${path}.`,
        );
      }
    }
  }
}

/** Verb and path without the names of its parameters. */
export function routeShape({ method, path }: Shaped): string {
  return `${method} ${path.replace(/\{[^}+]*(\+?)\}/g, '{$1}').replace(/(.)\/$/, '$1')}`;
}

import type { Api } from '../model/index.js';

type Route = Api['routes'][number];

/** The routes that answer at `/` without their stage: of several APIs with the same route that of the first. */
export function routesAtRoot(apis: readonly Api[]): ReadonlySet<Route> {
  const claimed = new Set<string>();
  return new Set(
    apis.flatMap((api) => {
      const own: readonly Route[] = api.routes;
      const free = own.filter((route) => !claimed.has(shapeOf(route)));
      for (const route of own) claimed.add(shapeOf(route));
      return free;
    }),
  );
}

/** Verb and path without the names of its parameters. */
function shapeOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  return `${method} ${path.replace(/\{[^}+]*(\+?)\}/g, '{$1}')}`;
}

import { mapOf } from '../../resolver/properties.js';
import { listAt, mapAt, textAt, type Values } from '../values.js';

/**
 * The document with its base path put before its paths as an import is told to: `prepend` takes all of it, `split` all but its first part,
 * anything else nothing (developer guide, "Set the OpenAPI basePath property").
 */
export function withBasePath(document: Values, mode: string | undefined): Values {
  const base = basePathOf(document).replace(/\/+$/, '');
  const prefix = mode === 'prepend' ? base : mode === 'split' ? base.replace(/^\/[^/]*/, '') : '';
  if (prefix === '') return document;
  const paths = Object.entries(mapAt(document, 'paths') ?? {});
  return {
    ...document,
    paths: Object.fromEntries(paths.map(([path, item]) => [path === '/' ? prefix : `${prefix}${path}`, item])),
  };
}

/** In OpenAPI 3 the first server variable of that name, else the path of the first server's URL. */
function basePathOf(document: Values): string {
  const servers = (listAt(document, 'servers') ?? []).map((server) => mapOf(server));
  const variables = servers.map((server) => mapAt(mapAt(server, 'variables'), 'basePath'));
  const variable = variables.find((one) => one !== undefined);
  const stated = textAt(document, 'basePath') ?? textAt(variable, 'default') ?? pathOf(textAt(servers[0], 'url') ?? '');
  return stated.startsWith('/') ? stated : `/${stated}`;
}

function pathOf(url: string): string {
  return url.replace(/^([a-z][a-z0-9+.-]*:)?\/\/[^/]*/i, '').replace(/[?#].*$/s, '');
}

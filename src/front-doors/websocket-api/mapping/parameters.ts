import { withStageVariables } from '../../api-gateway/call-function.js';
import { headerOf, type Header } from '../../api-gateway/client-request.js';
import { parseQuery } from '../../api-gateway/query.js';
import type { RouteCall } from '../route-call.js';
import { callVariables } from '../routing/selection-variables.js';

/** What parameter mappings make for the integration. */
export interface MappedParameters {
  readonly headers: readonly Header[];
  readonly query: readonly Header[];
  readonly path: readonly Header[];
}

/** Evaluates `integration.request.*`; a source that is missing or empty sets nothing ("Set up data mapping for WebSocket APIs"). */
export function mapParameters(parameters: Readonly<Record<string, string>>, call: RouteCall): MappedParameters {
  const mapped = { headers: [] as Header[], query: [] as Header[], path: [] as Header[] };
  for (const [target, source] of Object.entries(parameters)) {
    const [, place, name = ''] = /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(target) ?? [];
    const value = parameterSource(source, call);
    if (place === undefined || value === undefined || value === '') continue;
    mapped[place === 'header' ? 'headers' : place === 'path' ? 'path' : 'query'].push([name, value]);
  }
  return mapped;
}

/** A URI, or part of one, with its `{parameters}` and stage variables. */
export function filledUri(uri: string, { path }: MappedParameters, { stage }: RouteCall): string {
  const values = new Map(path);
  return withStageVariables(uri, stage.variables).replace(
    /\{([^}+]+)\+?\}/g,
    (_, name: string) => values.get(name) ?? '',
  );
}

/** The mapped query, encoded. */
export function queryOf({ query }: MappedParameters): string {
  return query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

/** The value of `route.request.…`, `context.…`, `stageVariables.…` or `'a literal'`. */
export function parameterSource(source: string, call: RouteCall): string | undefined {
  const literal = /^'(.*)'$/s.exec(source)?.[1];
  if (literal !== undefined) return literal;
  const [, kind, name = ''] = /^route\.request\.multivalue(header|querystring)\.(.+)$/.exec(source) ?? [];
  if (kind !== undefined) return allValues(kind, name, call);
  return callVariables(call)(source.replace(/^route\./, ''));
}

function allValues(kind: string, name: string, call: RouteCall): string | undefined {
  if (call.eventType !== 'CONNECT') return undefined;
  const isHeader = kind === 'header';
  if (isHeader && headerOf(call.client.headers, name.toLowerCase()) === undefined) return undefined;
  const pairs: readonly Header[] = isHeader ? call.client.headers : parseQuery(call.client.query, /&/);
  const isNamed = (key: string): boolean => (isHeader ? key.toLowerCase() === name.toLowerCase() : key === name);
  return pairs
    .filter(([key]) => isNamed(key))
    .map(([, value]) => value)
    .join(',');
}

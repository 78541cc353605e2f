import type { Header } from '../../api-gateway/client-request.js';
import { forwardedHeaders } from '../../api-gateway/forwarded-headers.js';
import { textInBody, textOf, valueAt } from '../../api-gateway/json-steps.js';
import { parseQuery } from '../../api-gateway/query.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { requestContext, stageVariables } from '../context.js';
import type { EventAdditions } from '../request-to-event.js';

/** Evaluates `integration.request.*` parameters; a source that is missing or empty sets nothing (http contract §1.8). */
export function mapParameters(parameters: Readonly<Record<string, string>>, request: RestRequest): EventAdditions {
  const mapped = { headers: [] as Header[], query: [] as Header[], path: [] as Header[] };
  for (const [target, source] of Object.entries(parameters)) {
    const [, place, name = ''] = /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(target) ?? [];
    if (place === undefined) continue;
    const values = valuesFor(place, source, request).filter((value) => value !== '');
    const pairs = values.map((value): Header => [name, value]);
    mapped[place === 'header' ? 'headers' : place === 'path' ? 'path' : 'query'].push(...pairs);
  }
  return mapped;
}

/** Only a query takes several values, each as a parameter of its own. */
function valuesFor(place: string, source: string, request: RestRequest): readonly string[] {
  const name = /^method\.request\.multivaluequerystring\.(.+)$/s.exec(source)?.[1];
  if (place === 'querystring' && name !== undefined) return queryValues(request, name);
  const value = requestSource(source, request);
  return value === undefined ? [] : [value];
}

/** The value of `method.request.…`, `context.…`, `stageVariables.…` or `'a literal'`. */
export function requestSource(source: string, request: RestRequest): string | undefined {
  return commonSource(source, request) ?? methodRequestSource(source, request);
}

/** What both sides of a mapping may name: a literal, `context.…`, `stageVariables.…`. */
export function commonSource(source: string, request: RestRequest): string | undefined {
  const literal = /^'(.*)'$/s.exec(source)?.[1];
  if (literal !== undefined) return literal;
  const [, kind, name = ''] = /^(context|stageVariables)\.(.+)$/.exec(source) ?? [];
  if (kind === 'stageVariables') return stageVariables(request)[name];
  return kind === 'context' ? textOf(valueAt(requestContext(request), name.split('.'))) : undefined;
}

function methodRequestSource(source: string, request: RestRequest): string | undefined {
  const { client, pathParameters, ids } = request;
  const [, place = '', , name = ''] =
    /^method\.request\.(header|multivalueheader|querystring|multivaluequerystring|path|body)(\.(.+))?$/s.exec(source) ??
    [];
  switch (place) {
    case 'path':
      return pathParameters.find(([parameter]) => parameter === name)?.[1];
    case 'body':
      // An empty body counts as `{}` here too (localstack/localstack, test_parameters_mapping.py, seen on AWS).
      return name === '' ? client.body.toString('utf8') || '{}' : textInBody(client.body, name);
    default: {
      const values = place.endsWith('header')
        ? valuesOf(forwardedHeaders(client, ids.traceId), name, true)
        : queryValues(request, name);
      return place.startsWith('multi') ? joined(values) : values.at(-1);
    }
  }
}

function queryValues({ client }: RestRequest, name: string): readonly string[] {
  return valuesOf(parseQuery(client.query, /[&;]/), name, false);
}

function valuesOf(pairs: readonly Header[], name: string, ignoresCase: boolean): readonly string[] {
  const wanted = ignoresCase ? name.toLowerCase() : name;
  return pairs.filter(([key]) => (ignoresCase ? key.toLowerCase() : key) === wanted).map(([, value]) => value);
}

function joined(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.join(',');
}

import type { Header } from '../../api-gateway/client-request.js';
import { forwardedHeaders } from '../../api-gateway/forwarded-headers.js';
import { pathSteps, textOf, valueAt } from '../../api-gateway/json-steps.js';
import { parseQuery } from '../../api-gateway/query.js';
import { parseResult } from '../../api-gateway/result-json.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { requestContext, stageVariables } from '../context.js';
import type { EventAdditions } from '../request-to-event.js';

/** Evaluates `integration.request.*` parameters; a source that is missing or empty sets nothing (http contract §1.8). */
export function mapParameters(parameters: Readonly<Record<string, string>>, request: RestRequest): EventAdditions {
  const mapped = { headers: [] as Header[], query: [] as Header[], path: [] as Header[] };
  for (const [target, source] of Object.entries(parameters)) {
    const [, place, name = ''] = /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(target) ?? [];
    const value = requestSource(source, request);
    if (place === undefined || value === undefined || value === '') continue;
    mapped[place === 'header' ? 'headers' : place === 'path' ? 'path' : 'query'].push([name, value]);
  }
  return mapped;
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

function methodRequestSource(source: string, { client, pathParameters, ids }: RestRequest): string | undefined {
  const [, place = '', , name = ''] =
    /^method\.request\.(header|multivalueheader|querystring|multivaluequerystring|path|body)(\.(.+))?$/s.exec(source) ??
    [];
  switch (place) {
    case 'path':
      return pathParameters.find(([parameter]) => parameter === name)?.[1];
    case 'body':
      return name === ''
        ? client.body.toString('utf8')
        : textOf(valueAt(parseResult(client.body)?.value, pathSteps(name)));
    default: {
      const values = place.endsWith('header')
        ? valuesOf(forwardedHeaders(client, ids.traceId), name, true)
        : valuesOf(parseQuery(client.query, /[&;]/), name, false);
      return place.startsWith('multi') ? joined(values) : values.at(-1);
    }
  }
}

function valuesOf(pairs: readonly Header[], name: string, ignoresCase: boolean): readonly string[] {
  const wanted = ignoresCase ? name.toLowerCase() : name;
  return pairs.filter(([key]) => (ignoresCase ? key.toLowerCase() : key) === wanted).map(([, value]) => value);
}

function joined(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.join(',');
}

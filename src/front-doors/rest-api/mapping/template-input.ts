import { lastValues } from '../../api-gateway/multi-map.js';
import { parseQuery } from '../../api-gateway/query.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { forwardedHeaders } from '../forwarded-headers.js';
import type { TemplateEngine } from './template-engine.js';

/** `$input`: the body as text, and what the client sent besides (http contract §1.8). */
export function templateInput({ jsonPath }: TemplateEngine, request: RestRequest, text: string): object {
  const body = text === '' ? '{}' : text;
  const parsed = parseLeniently(body);
  const path = (expression: unknown): unknown => jsonPath(String(expression), parsed);
  return {
    body,
    path,
    json(expression: unknown): string {
      if (expression === '$') return parsed === undefined ? body : JSON.stringify(parsed);
      return JSON.stringify(path(expression) ?? '');
    },
    params(name?: unknown): unknown {
      const all = allParameters(request);
      if (name === undefined) return all;
      const key = typeof name === 'string' ? name : JSON.stringify(name);
      return all.path[key] ?? all.querystring[key] ?? all.header[key] ?? headerEntry(all.header, key) ?? '';
    },
  };
}

interface AllParameters {
  readonly path: Readonly<Record<string, string>>;
  readonly querystring: Readonly<Record<string, string>>;
  readonly header: Readonly<Record<string, string>>;
}

function allParameters({ client, pathParameters, ids }: RestRequest): AllParameters {
  return {
    path: Object.fromEntries(pathParameters),
    querystring: lastValues(parseQuery(client.query, /[&;]/)),
    header: lastValues(forwardedHeaders(client, ids.traceId)),
  };
}

function headerEntry(headers: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.entries(headers).findLast(([candidate]) => candidate.toLowerCase() === name.toLowerCase())?.[1];
}

function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

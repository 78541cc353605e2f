import { lastValues } from '../../api-gateway/multi-map.js';
import { parseQuery } from '../../api-gateway/query.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { forwardedHeaders } from '../../api-gateway/forwarded-headers.js';
import { templateBody } from '../../api-gateway/templates/template-body.js';
import type { TemplateEngine } from '../../api-gateway/templates/template-engine.js';

/** `$input`: the body as text, and what the client sent besides (http contract §1.8). */
export function templateInput(engine: TemplateEngine, request: RestRequest, text: string): object {
  return {
    ...templateBody(engine, text),
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

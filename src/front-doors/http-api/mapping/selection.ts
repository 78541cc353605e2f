import { textInBody } from '../../api-gateway/json-steps.js';
import { joinedValues } from '../../api-gateway/multi-map.js';
import { decodePercent } from '../../api-gateway/percent.js';
import { parseQuery } from '../../api-gateway/query.js';
import type { HttpRequest } from '../../api-gateway/routed-request.js';
import { contextValue } from '../context-value.js';

/** `$request.header.x`, `$request.path.id`, `$context.x`, `$stageVariables.x` …; undefined when there is no such value. */
export function selectFromRequest(expression: string, request: HttpRequest): string | undefined {
  const { client, stage, pathParameters } = request;
  const [, source = '', , name = ''] =
    /^\$(request\.(?:header|querystring|path|body)|context|stageVariables)(\.(.+))?$/s.exec(expression) ?? [];
  switch (source) {
    case 'request.header': {
      const values = client.headers.filter(([header]) => header.toLowerCase() === name.toLowerCase());
      return values.length === 0 ? undefined : values.map(([, value]) => value).join(',');
    }
    case 'request.querystring':
      return joinedValues(parseQuery(client.query, /&/))[name];
    case 'request.path': {
      if (name === '') return request.path;
      const encoded = pathParameters.find(([parameter]) => parameter === name)?.[1];
      return encoded === undefined ? undefined : decodePercent(encoded);
    }
    case 'request.body':
      return selectFromBody(client.body, name);
    case 'context':
      return contextValue(request, name);
    case 'stageVariables':
      return stage.variables[name];
    default:
      return undefined;
  }
}

/** Only the first 100 kB of a body are looked at (http contract §2.7). */
const bodyLimit = 100 * 1024;

export function selectFromBody(body: Buffer, path: string): string | undefined {
  if (path === '') return body.toString('utf8');
  return body.length > bodyLimit ? undefined : textInBody(body, path);
}

/** A value as a mapping writes it: one expression, or text with expressions in `${…}`. */
export function render(template: string, select: (expression: string) => string | undefined): string | undefined {
  const only = /^\$(?:\{([^}]+)\}|[^{].*)$/s.exec(template);
  if (only !== null) return select(asExpression(only[1] ?? template));
  return template.replace(/\$\{([^}]+)\}/g, (_, expression: string) => select(asExpression(expression)) ?? '');
}

function asExpression(text: string): string {
  return text.startsWith('$') ? text : `$${text}`;
}

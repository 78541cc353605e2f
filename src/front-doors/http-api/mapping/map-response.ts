import type { ClientResponse } from '../../api-gateway/client-response.js';
import type { HttpRequest } from '../../api-gateway/routed-request.js';
import { mapHeaders } from './map-headers.js';
import { render, selectFromBody, selectFromRequest } from './selection.js';

/** Applies the `responseParameters` of the integration's status; values are read from the response as it came. */
export function mapResponse(
  response: ClientResponse,
  parameters: Readonly<Record<string, string>> | undefined,
  request: HttpRequest,
): ClientResponse {
  if (parameters === undefined) return response;
  let { status, headers } = response;
  for (const [key, template] of Object.entries(parameters)) {
    const value = render(template, (expression) => select(expression, response, request));
    const [, operation = '', name = ''] = /^(append|overwrite|remove):header\.(.+)$/.exec(key) ?? [];
    if (name !== '') headers = mapHeaders(headers, operation, name, value);
    const mapped = Number(value);
    if (key === 'overwrite:statuscode' && Number.isInteger(mapped) && mapped >= 200 && mapped <= 599) status = mapped;
  }
  return { ...response, status, headers };
}

function select(expression: string, { headers, body }: ClientResponse, request: HttpRequest): string | undefined {
  const [, source, , name = ''] = /^\$response\.(header|body)(\.(.+))?$/s.exec(expression) ?? [];
  if (source === undefined) return selectFromRequest(expression, request);
  if (source === 'body') return selectFromBody(body, name);
  const values = headers.filter(([header]) => header.toLowerCase() === name.toLowerCase());
  return values.length === 0 ? undefined : values.map(([, value]) => value).join(',');
}

import http from 'node:http';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface HttpAnswer {
  readonly status: number | undefined;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** One request over a connection of its own, to this machine; `Host` may be any name. */
export async function httpRequest(
  port: number,
  path: string,
  { body, ...options }: Pick<http.RequestOptions, 'method' | 'headers'> & { readonly body?: string } = {},
): Promise<HttpAnswer> {
  const request = http.request({ host: '127.0.0.1', port, path, agent: false, ...options });
  request.end(body);
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

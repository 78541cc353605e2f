import type http from 'node:http';

/**
 * The AWS API, which also passes on what names an API or a function URL by host or path: their URLs hold on both ports. So do
 * `@connections` of WebSocket APIs, which are the AWS API with the signing name `execute-api`.
 */
export function withNamedDoors(aws: http.RequestListener, apis: http.RequestListener): http.RequestListener {
  return (request, response) => {
    const isForDoor =
      /^[a-z0-9-]+\.(?:execute-api|lambda-url)\./i.test(request.headers.host ?? '') ||
      /^\/_aws\/(?:execute-api|lambda-url)\//.test(request.url ?? '') ||
      isForConnections(request);
    if (isForDoor) apis(request, response);
    else aws(request, response);
  };
}

function isForConnections({ url = '', headers }: http.IncomingMessage): boolean {
  if (!/^(?:\/[^/?]+)?\/(?:@|%40)connections\/[^/?]+(?:\?|$)/.test(url)) return false;
  const scope = /Credential=[^,\s]*\/([a-z0-9-]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1];
  return scope === undefined || scope === 'execute-api';
}

import type http from 'node:http';
import type { HttpListener, QuickListener, WholeRequest } from '../base/index.js';

/** Answers true when the request was its own. */
type Claimer = (request: http.IncomingMessage, response: http.ServerResponse) => boolean;

/**
 * The AWS API, which also passes on what names an API, a function URL or a load balancer by host or path: their URLs hold on both ports.
 * So do `@connections` of WebSocket APIs, which are the AWS API with the signing name `execute-api`. `own` is asked before Lambda's API.
 */
export function withNamedDoors(aws: HttpListener, apis: HttpListener, own: Claimer): HttpListener {
  const listener: http.RequestListener = (request, response) => {
    if (isForDoor(request)) apis(request, response);
    else if (!own(request, response)) aws(request, response);
  };
  // `own` claims nothing that can be answered so.
  return Object.assign(listener, {
    quick: (...[request, response]: Parameters<QuickListener>) => {
      const { quick } = isForDoor(request) ? apis : aws;
      return quick?.(request, response) === true;
    },
  });
}

type Head = Pick<http.IncomingMessage, 'url' | 'headers'> | WholeRequest;

function isForDoor(request: Head): boolean {
  return (
    /^[a-z0-9-]+\.(?:(?:execute-api|lambda-url)|[a-z0-9-]+\.elb)\./i.test(request.headers.host ?? '') ||
    /^\/_aws\/(?:execute-api|lambda-url|elb)\//.test(request.url ?? '') ||
    isForConnections(request)
  );
}

function isForConnections({ url = '', headers }: Head): boolean {
  if (!/^(?:\/[^/?]+)?\/(?:@|%40)connections\/[^/?]+(?:\?|$)/.test(url)) return false;
  const scope = /Credential=[^,\s]*\/([a-z0-9-]+)\/aws4_request/.exec(headers.authorization ?? '')?.[1];
  return scope === undefined || scope === 'execute-api';
}

import type http from 'node:http';

/** The AWS API, which also passes on what names an API, a function URL or a load balancer by host or path: their URLs hold on both ports. */
export function withNamedDoors(aws: http.RequestListener, apis: http.RequestListener): http.RequestListener {
  return (request, response) => {
    const isForDoor =
      /^[a-z0-9-]+\.(?:(?:execute-api|lambda-url)|[a-z0-9-]+\.elb)\./i.test(request.headers.host ?? '') ||
      /^\/_aws\/(?:execute-api|lambda-url|elb)\//.test(request.url ?? '');
    if (isForDoor) apis(request, response);
    else aws(request, response);
  };
}

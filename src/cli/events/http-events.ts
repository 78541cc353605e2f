import { arnIn, base64, type EventInput, type EventTemplate } from './event-template.js';

const requestOptions = { method: 'GET', path: '/path/to/resource', body: '', query: 'name=value' };
const agent = 'curl/8.5.0';
const address = '203.0.113.10';

/** Events of the HTTP doors (http contract §2 to §5). */
export const httpEvents: readonly EventTemplate[] = [
  {
    service: 'apigateway',
    name: 'aws-proxy',
    description: 'request to a REST API, payload 1.0',
    options: { ...requestOptions, stage: 'Prod', resource: '/{proxy+}' },
    make(input) {
      const { option, account, now, newId } = input;
      const path = option('path');
      return {
        resource: option('resource'),
        path,
        httpMethod: option('method'),
        ...headersAndQuery(input, 'execute-api'),
        pathParameters: { proxy: path.replace(/^\//, '') },
        stageVariables: null,
        requestContext: {
          accountId: account,
          apiId: '1234567890',
          resourceId: '123456',
          resourcePath: option('resource'),
          stage: option('stage'),
          requestId: newId(),
          path: `/${option('stage')}${path}`,
          httpMethod: option('method'),
          protocol: 'HTTP/1.1',
          requestTime: accessLogTime(now),
          requestTimeEpoch: now.getTime(),
          identity: { ...noIdentity, sourceIp: address, userAgent: agent },
        },
        ...bodyOf(option('body'), null),
      };
    },
  },
  {
    service: 'apigateway',
    name: 'http-api-proxy',
    description: 'request to an HTTP API, payload 2.0',
    options: { ...requestOptions, stage: '$default' },
    make: (input) =>
      requestV2(
        input,
        `1234567890.execute-api.${input.region}.amazonaws.com`,
        input.option('stage'),
        '/path/to/resource',
      ),
  },
  {
    service: 'apigateway',
    name: 'authorizer',
    description: 'request to a TOKEN authorizer',
    options: { token: 'Bearer token', method: 'GET', path: '/resource' },
    make: (input) => ({
      type: 'TOKEN',
      authorizationToken: input.option('token'),
      methodArn: arnIn(input, 'execute-api', `1234567890/Prod/${input.option('method')}${input.option('path')}`),
    }),
  },
  {
    service: 'apigateway',
    name: 'request-authorizer',
    description: 'request to a REQUEST authorizer of a REST API',
    options: { method: 'GET', path: '/resource', query: 'name=value', stage: 'Prod' },
    make(input) {
      const { option, account, now, newId } = input;
      const [method, path, stage] = [option('method'), option('path'), option('stage')];
      return {
        type: 'REQUEST',
        methodArn: arnIn(input, 'execute-api', `1234567890/${stage}/${method}${path}`),
        resource: path,
        path,
        httpMethod: method,
        ...headersAndQuery(input, 'execute-api'),
        pathParameters: {},
        stageVariables: {},
        requestContext: {
          path: `/${stage}${path}`,
          accountId: account,
          resourceId: '123456',
          stage,
          requestId: newId(),
          protocol: 'HTTP/1.1',
          requestTime: accessLogTime(now),
          requestTimeEpoch: now.getTime(),
          identity: { ...noIdentity, sourceIp: address, userAgent: agent },
          resourcePath: path,
          httpMethod: method,
          apiId: '1234567890',
        },
      };
    },
  },
  {
    service: 'apigateway',
    name: 'websocket',
    description: 'message of a WebSocket API',
    options: { route: '$default', body: '{"action":"send"}', stage: 'prod' },
    make({ option, region, now, newId }) {
      const eventType = { $connect: 'CONNECT', $disconnect: 'DISCONNECT' }[option('route')] ?? 'MESSAGE';
      return {
        requestContext: {
          routeKey: option('route'),
          ...(eventType === 'MESSAGE' && { messageId: base64(newId()).slice(0, 16) }),
          eventType,
          extendedRequestId: newId(),
          requestTime: accessLogTime(now),
          messageDirection: 'IN',
          stage: option('stage'),
          connectedAt: now.getTime(),
          requestTimeEpoch: now.getTime(),
          identity: { sourceIp: address },
          requestId: newId(),
          domainName: `1234567890.execute-api.${region}.amazonaws.com`,
          connectionId: base64(newId()).slice(0, 16),
          apiId: '1234567890',
        },
        ...(eventType === 'MESSAGE' && { body: option('body') }),
        isBase64Encoded: false,
      };
    },
  },
  {
    service: 'lambda',
    name: 'function-url',
    description: 'request to a function URL',
    options: requestOptions,
    make: (input) =>
      requestV2(input, `abcdefghijklmnopqrstuvwxyz012345.lambda-url.${input.region}.on.aws`, '$default', undefined),
  },
  {
    service: 'alb',
    name: 'request',
    description: 'request to a load balancer',
    options: requestOptions,
    make(input) {
      const { headers, queryStringParameters } = headersAndQuery(input, 'elb');
      return {
        requestContext: {
          elb: { targetGroupArn: arnIn(input, 'elasticloadbalancing', 'targetgroup/functions/6d0ecf831eec9f09') },
        },
        httpMethod: input.option('method'),
        path: input.option('path'),
        headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
        queryStringParameters,
        ...bodyOf(input.option('body'), ''),
      };
    },
  },
];

function requestV2(input: EventInput, domainName: string, stage: string, route: string | undefined): unknown {
  const { option, account, now, newId } = input;
  const query = new URLSearchParams(option('query'));
  const method = option('method');
  const rawPath = stage === '$default' ? option('path') : `/${stage}${option('path')}`;
  return {
    version: '2.0',
    routeKey: route === undefined ? '$default' : `${method} ${route}`,
    rawPath,
    rawQueryString: option('query'),
    headers: {
      accept: '*/*',
      host: domainName,
      'user-agent': agent,
      'x-forwarded-for': address,
      'x-forwarded-proto': 'https',
    },
    ...(query.size > 0 && { queryStringParameters: Object.fromEntries(query) }),
    requestContext: {
      accountId: route === undefined ? 'anonymous' : account,
      apiId: domainName.split('.')[0],
      domainName,
      domainPrefix: domainName.split('.')[0],
      http: { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: address, userAgent: agent },
      requestId: newId(),
      routeKey: route === undefined ? '$default' : `${method} ${route}`,
      stage,
      time: accessLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...(option('body') !== '' && { body: option('body') }),
    isBase64Encoded: false,
  };
}

function headersAndQuery({ option, region }: EventInput, service: string) {
  const headers = {
    accept: '*/*',
    Host: `1234567890.${service}.${region}.amazonaws.com`,
    'User-Agent': agent,
    'X-Forwarded-For': address,
    'X-Forwarded-Port': '443',
    'X-Forwarded-Proto': 'https',
  };
  const query = Object.fromEntries(new URLSearchParams(option('query')));
  const lists = (map: Readonly<Record<string, string>>): Record<string, string[]> =>
    Object.fromEntries(Object.entries(map).map(([name, value]) => [name, [value]]));
  return {
    headers,
    multiValueHeaders: lists(headers),
    queryStringParameters: query,
    multiValueQueryStringParameters: lists(query),
  };
}

function bodyOf(
  body: string,
  none: string | null,
): { readonly body: string | null; readonly isBase64Encoded: boolean } {
  return { body: body === '' ? none : body, isBase64Encoded: false };
}

const noIdentity = {
  cognitoIdentityPoolId: null,
  accountId: null,
  cognitoIdentityId: null,
  caller: null,
  accessKey: null,
  cognitoAuthenticationType: null,
  cognitoAuthenticationProvider: null,
  userArn: null,
  user: null,
};

/** `31/Jan/2026:12:00:00 +0000` */
function accessLogTime(now: Date): string {
  const [, day = '', month = '', year = '', time = ''] =
    /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(now.toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

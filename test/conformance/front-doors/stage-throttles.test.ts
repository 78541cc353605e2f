import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../src/base/index.js';
import type { ApiStage, HttpApi } from '../../../src/model/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { httpApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';
import { stackOf } from '../../support/stack-of.js';
import { ServedWebSockets } from '../../support/web-sockets/served-web-sockets.js';
import { webSocketApiOf } from '../../support/web-sockets/web-socket-api.js';

type Throttles = NonNullable<ApiStage['throttles']>;

const once = { rateLimit: 1, burstLimit: 1 };
const often = { rateLimit: 100, burstLimit: 100 };
const frontend = frontendOf(() => ({ statusCode: 200, body: 'ok' }));

const throttled = (throttles: Throttles): HttpApi =>
  httpApiOf({
    stages: [{ name: '$default', variables: {}, throttles }],
    routes: [{ path: '/a' }, { path: '/b/{id}' }],
    cors: {
      allowOrigins: ['https://a.example'],
      allowMethods: ['GET'],
      allowHeaders: [],
      exposeHeaders: [],
      allowCredentials: false,
    },
  });

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html; http contract §2.8.
describe('the throttles of an HTTP API’s stage', () => {
  it('refuse what is beyond the burst with 429, until the rate has brought more', async () => {
    const clock = new ManualClock();
    await using server = await serveApis([throttled({ each: once, routes: {} })], frontend, { clock });

    const first = await httpRequest(server.port, '/a');
    const second = await httpRequest(server.port, '/a');
    clock.advance(1000);
    const third = await httpRequest(server.port, '/a');

    expect([first.status, second.status, third.status]).toEqual([200, 429, 200]);
    expect(second.body).toBe('{"message":"Too Many Requests"}');
    expect(second.headers['apigw-requestid']).toBeDefined();
  });

  it('count each route for itself, and a route’s own stands above the stage’s', async () => {
    const throttles = { each: once, routes: { 'GET /b/{id}': often } };
    await using server = await serveApis([throttled(throttles)], frontend, { clock: new ManualClock() });

    const statuses: unknown[] = [];
    for (const path of ['/a', '/b/1', '/b/2', '/b/3', '/a'])
      statuses.push((await httpRequest(server.port, path)).status);

    expect(statuses).toEqual([200, 200, 200, 200, 429]);
  });

  it('refuse everything with a rate and a burst of 0, with CORS headers, and no preflight', async () => {
    const nothing = { rateLimit: 0, burstLimit: 0 };
    await using server = await serveApis([throttled({ each: nothing, routes: {} })], frontend);
    const Origin = 'https://a.example';

    const refused = await httpRequest(server.port, '/a', { headers: { Origin } });
    const preflight = await httpRequest(server.port, '/a', {
      method: 'OPTIONS',
      headers: { Origin, 'Access-Control-Request-Method': 'GET' },
    });

    expect([refused.status, preflight.status]).toEqual([429, 204]);
    expect(refused.headers['access-control-allow-origin']).toBe(Origin);
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-protect.html
describe('the throttles of a WebSocket API’s stage', () => {
  const api = (throttles: Throttles) => ({
    ...webSocketApiOf({ routes: { $connect: {}, $default: {}, say: {} } }),
    stages: [{ name: 'dev', variables: {}, throttles }],
  });

  it('refuse clients beyond that of $connect with 429', async () => {
    await using served = await ServedWebSockets.start(api({ routes: { $connect: once } }), undefined, {
      clock: new ManualClock(),
    });

    await served.connect('/dev');

    await expect(served.connect('/dev')).rejects.toThrow('429');
    expect(served.callsOf('connect')).toHaveLength(1);
  });

  it('answer messages beyond that of their route with an error frame, and leave the connection open', async () => {
    await using served = await ServedWebSockets.start(api({ routes: { say: once } }), undefined, {
      clock: new ManualClock(),
    });
    const client = await served.connect('/dev');

    client.send({ action: 'say' });
    client.send({ action: 'say' });

    expect(JSON.parse(await client.next())).toEqual({
      message: 'Too Many Requests',
      connectionId: expect.any(String),
      requestId: expect.any(String),
    });
    expect(served.callsOf('say')).toHaveLength(1);
  });
});

describe('throttles in project files', () => {
  const settings = `{ ThrottlingRateLimit: 5, ThrottlingBurstLimit: 10 }`;

  it.each([
    [
      'CloudFormation',
      `
Resources:
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP, Name: a, Target: 'https://example.com' } }
  Stage:
    Type: AWS::ApiGatewayV2::Stage
    Properties:
      ApiId: !Ref Api
      StageName: $default
      DefaultRouteSettings: ${settings}
      RouteSettings: { 'GET /x': { ThrottlingRateLimit: 1 }, 'GET /y': { DetailedMetricsEnabled: true } }
`,
    ],
    [
      'SAM',
      `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      DefaultRouteSettings: ${settings}
      RouteSettings: { 'GET /x': { ThrottlingRateLimit: 1 }, 'GET /y': { DetailedMetricsEnabled: true } }
      DefinitionBody:
        openapi: 3.0.1
        paths: { /x: { get: { x-amazon-apigateway-integration: { type: http_proxy, uri: 'https://example.com', payloadFormatVersion: '1.0' } } } }
`,
    ],
  ])('are read from %s', async (_form, template) => {
    const { apis } = await stackOf(template);

    expect(apis[0]?.stages[0]).toMatchObject({
      throttles: {
        each: { rateLimit: 5, burstLimit: 10 },
        routes: { 'GET /x': { rateLimit: 1, burstLimit: 10 } },
      },
    });
    expect(Object.keys((apis[0]?.stages[0] as ApiStage | undefined)?.throttles?.routes ?? {})).toEqual(['GET /x']);
  });

  it('are read from the events of SAM’s functions', async () => {
    const { apis } = await stackOf(`
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: x
      Runtime: nodejs22.x
      Handler: index.handler
      Events:
        Get: { Type: HttpApi, Properties: { Path: /x, Method: get, RouteSettings: ${settings} } }
        Rest: { Type: HttpApi, Properties: { RouteSettings: { ThrottlingBurstLimit: 1 } } }
`);

    expect(apis[0]?.stages[0]).toMatchObject({
      throttles: {
        routes: { 'GET /x': { rateLimit: 5, burstLimit: 10 }, $default: { rateLimit: 10_000, burstLimit: 1 } },
      },
    });
  });

  it('and services of integrations are read from CloudFormation and OpenAPI', async () => {
    const { apis } = await stackOf(`
Resources:
  Queue: { Type: AWS::SQS::Queue, Properties: { QueueName: q } }
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { ProtocolType: HTTP, Name: a } }
  Send:
    Type: AWS::ApiGatewayV2::Integration
    Properties:
      ApiId: !Ref Api
      IntegrationType: AWS_PROXY
      IntegrationSubtype: SQS-SendMessage
      PayloadFormatVersion: '1.0'
      RequestParameters: { QueueUrl: 'https://sqs.eu-west-1.amazonaws.com/1/q', MessageBody: $request.body }
  Route: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: POST /x, Target: !Sub 'integrations/\${Send}' } }
  Described:
    Type: AWS::ApiGatewayV2::Api
    Properties:
      Body:
        openapi: 3.0.1
        paths:
          /y:
            post:
              x-amazon-apigateway-integration:
                type: aws_proxy
                integrationSubtype: EventBridge-PutEvents
                payloadFormatVersion: '1.0'
                requestParameters: { Detail: $request.body, DetailType: a, Source: b }
`);

    expect(apis.map(({ routes }) => routes[0]?.integration)).toMatchObject([
      { type: 'AWS_SERVICE', subtype: 'SQS-SendMessage', parameters: { MessageBody: '$request.body' } },
      { type: 'AWS_SERVICE', subtype: 'EventBridge-PutEvents', parameters: { DetailType: 'a' } },
    ]);
  });
});

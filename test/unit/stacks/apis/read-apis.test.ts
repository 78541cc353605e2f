import { describe, expect, it } from '@jest/globals';
import { stackOf } from '../../../support/stack-of.js';

const head = `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { InlineCode: x, Runtime: nodejs22.x, Handler: index.handler } }
Resources:
`;
const fn = (name: string, events: string, more = ''): string =>
  `  ${name}: { Type: AWS::Serverless::Function, Properties: { ${more} Events: { ${events} } } }\n`;

// http contract §7.1, from the SAM transform.
describe('the APIs of a template', () => {
  it('are an implicit REST API with the stage Prod for events of type Api', async () => {
    const { apis } = await stackOf(head + fn('Fn', 'Get: { Type: Api, Properties: { Path: "/x/{id}", Method: get } }'));

    expect(apis).toEqual([
      {
        id: expect.stringMatching(/^[a-z0-9]{10}$/),
        logicalId: 'ServerlessRestApi',
        kind: 'rest',
        region: 'eu-west-1',
        account: '123456789012',
        stages: [{ name: 'Prod', variables: {} }],
        binaryMediaTypes: [],
        authorizers: {},
        models: {},
        gatewayResponses: {},
        apiKeySource: 'HEADER',
        usagePlans: [],
        routes: [
          {
            method: 'GET',
            path: '/x/{id}',
            authorization: { type: 'NONE' },
            apiKeyRequired: false,
            requestParameters: {},
            requestModels: {},
            validates: { body: false, parameters: false },
            integration: {
              type: 'AWS_PROXY',
              functionReference: 'Fn',
              httpMethod: 'POST',
              streams: false,
              requestParameters: {},
              timeoutMs: 29_000,
            },
          },
        ],
      },
    ]);
  });

  it('are an implicit HTTP API with the stage $default for events of type HttpApi', async () => {
    const { apis } = await stackOf(head + fn('Fn', 'Post: { Type: HttpApi, Properties: { Path: /x, Method: POST } }'));

    expect(apis).toMatchObject([
      {
        logicalId: 'ServerlessHttpApi',
        kind: 'http',
        stages: [{ name: '$default', variables: {} }],
        routes: [{ method: 'POST', path: '/x', integration: { payloadFormat: '2.0', timeoutMs: 30_000 } }],
      },
    ]);
  });

  it.each([
    ['Method: any', { method: 'ANY' }],
    ['Method: x-amazon-apigateway-any-method', { method: 'ANY' }],
    ['Method: get, PayloadFormatVersion: "1.0"', { integration: { payloadFormat: '1.0' } }],
    ['Method: get, PayloadFormatVersion: 1.0', { integration: { payloadFormat: '1.0' } }],
    ['Method: get, PayloadFormatVersion: 2.0', { integration: { payloadFormat: '2.0' } }],
    ['Method: get, TimeoutInMillis: 5000', { integration: { timeoutMs: 5000 } }],
  ])('have routes as their events say: %s', async (event, expected) => {
    const { apis } = await stackOf(head + fn('Fn', `E: { Type: HttpApi, Properties: { Path: /x, ${event} } }`));

    expect(apis[0]?.routes).toMatchObject([expected]);
  });

  it.each(['E: { Type: HttpApi }', 'E: { Type: HttpApi, Properties: { Path: $default, Method: any } }'])(
    'have the route $default for an event without path and method: %s',
    async (event) => {
      const { apis } = await stackOf(head + fn('Fn', event));

      expect(apis[0]?.routes).toMatchObject([{ method: 'ANY', path: '$default' }]);
    },
  );

  it('are explicit ones where an event refers to one, with its stage, variables and binary types', async () => {
    const { apis } = await stackOf(
      `${head}  Rest:
    Type: AWS::Serverless::Api
    Properties: { StageName: v1, Variables: { a: 1 }, BinaryMediaTypes: ['image~1png', '*~1*'] }
  Http: { Type: AWS::Serverless::HttpApi, Properties: { StageName: live, StageVariables: { b: two } } }
` +
        fn(
          'Fn',
          'A: { Type: Api, Properties: { RestApiId: !Ref Rest, Path: /a, Method: get } }, ' +
            'B: { Type: HttpApi, Properties: { ApiId: !Ref Http, Path: /b, Method: get } }, ' +
            'C: { Type: HttpApi, Properties: { Path: /c, Method: get } }',
        ),
    );

    expect(apis).toMatchObject([
      {
        logicalId: 'Rest',
        stages: [{ name: 'v1', variables: { a: '1' } }],
        binaryMediaTypes: ['image/png', '*/*'],
        routes: [{ path: '/a' }],
      },
      { logicalId: 'Http', stages: [{ name: 'live', variables: { b: 'two' } }], routes: [{ path: '/b' }] },
      { logicalId: 'ServerlessHttpApi', routes: [{ path: '/c' }] },
    ]);
  });

  it('take the globals of their kind', async () => {
    const template =
      head.replace('Globals: {', 'Globals: { Api: { BinaryMediaTypes: ["image~1gif"] },') +
      fn('Fn', 'A: { Type: Api, Properties: { Path: /a, Method: get } }');

    const { apis } = await stackOf(template);

    expect(apis).toMatchObject([{ binaryMediaTypes: ['image/gif'] }]);
  });

  it('have ids that depend on the logical id alone', async () => {
    const one = await stackOf(head + fn('Fn', 'A: { Type: Api, Properties: { Path: /a, Method: get } }'));
    const other = await stackOf(head + fn('Gn', 'B: { Type: Api, Properties: { Path: /b, Method: put } }'));

    expect(one.apis[0]?.id).toBe(other.apis[0]?.id);
  });

  it('call functions by their names', async () => {
    const { apis } = await stackOf(
      head + fn('Fn', 'A: { Type: Api, Properties: { Path: /a, Method: get } }', 'FunctionName: named,'),
    );

    expect(apis[0]?.routes).toMatchObject([{ integration: { functionReference: 'named' } }]);
  });

  it('have the routes that resources of their own add to what SAM makes', async () => {
    const resources = (api: string, key: string): string => `
  Proxy: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref ${api}, IntegrationType: HTTP_PROXY, IntegrationMethod: GET, IntegrationUri: 'https://example.com', PayloadFormatVersion: '1.0' } }
  Route: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref ${api}, RouteKey: ${key}, Target: !Sub 'integrations/\${Proxy}' } }
`;
    const http = fn('Fn', 'Get: { Type: HttpApi, Properties: { Path: /x, Method: get } }');
    const socket = `  Chat: { Type: AWS::Serverless::WebSocketApi, Properties: { RouteSelectionExpression: $request.body.a, Routes: {} } }\n`;

    const { apis } = await stackOf(head + http + resources('ServerlessHttpApi', 'GET /y'));
    const { webSocketApis } = await stackOf(head + socket + resources('Chat', 'ping'));

    expect(apis[0]?.routes.map(({ path, integration }) => [path, integration.type])).toEqual([
      ['/x', 'AWS_PROXY'],
      ['/y', 'HTTP_PROXY'],
    ]);
    expect(webSocketApis?.[0]?.routes).toMatchObject([{ routeKey: 'ping', integration: { type: 'HTTP_PROXY' } }]);
  });

  it('give a route that two events claim to the first, and tell it', async () => {
    const event = 'E: { Type: Api, Properties: { Path: "/x/{PARAM}", Method: get } }';

    const { apis, notices } = await stackOf(
      head + fn('One', event.replace('PARAM', 'a')) + fn('Two', event.replace('PARAM', 'b')),
    );

    expect(apis[0]?.routes).toMatchObject([{ integration: { functionReference: 'One' } }]);
    expect(notices).toEqual([
      'API method "get" defined multiple times for path "/x/{b}" in "ServerlessRestApi": "One.Events.E" has it, "Two.Events.E" does not.',
    ]);
  });

  it('that share a route are told with the address of the one that "/" does not reach', async () => {
    const { apis, notices } = await stackOf(
      head +
        fn(
          'Fn',
          'A: { Type: Api, Properties: { Path: /x, Method: get } }, B: { Type: HttpApi, Properties: { Path: /x, Method: get } }',
        ),
    );

    expect(notices).toEqual([
      `GET /x is a route of "ServerlessRestApi" and of "ServerlessHttpApi": at "/" the first answers, the other is at /_aws/execute-api/${apis[1]?.id ?? ''}/x.`,
    ]);
  });

  it.each([
    [
      'E: { Type: Schedule, Properties: { Schedule: rate(1 minute) } }',
      /Events of type "Schedule" do not reach functions yet \("Fn\.Events\.E"\)/,
    ],
    [
      'E: { Type: Api, Properties: { Method: get } }',
      /template\.yaml:\d+:\d+: ".*Events\.E\.Properties\.Path" is missing/,
    ],
    [
      'E: { Type: Api, Properties: { Path: /x } }',
      /"Resources\.Fn\.Properties\.Events\.E\.Properties\.Method" is missing; name the verb, or "any"\./,
    ],
    [
      'E: { Type: HttpApi, Properties: { Path: /x, Method: get, PayloadFormatVersion: "3.0" } }',
      /is "3\.0"; it must be "1\.0" or "2\.0"/,
    ],
    [
      'E: { Type: Api, Properties: { Path: /x, Method: get, RestApiId: abc123 } }',
      /adds no route: its API is not one of this template/,
    ],
  ])('tell of an event that adds no route: %s', async (event, notice) => {
    const { apis, notices } = await stackOf(head + fn('Fn', event));

    expect(apis).toEqual([]);
    expect(notices).toEqual([expect.stringMatching(notice)]);
  });
});

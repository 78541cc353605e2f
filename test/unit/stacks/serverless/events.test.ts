import { describe, expect, it } from '@jest/globals';
import type { Api } from '../../../../src/model/index.js';
import { serviceOf } from '../../../support/service-of.js';

const service = (provider: string, functions: string): string =>
  `service: shop\nprovider: { name: aws, runtime: nodejs22.x${provider} }\nfunctions:\n${functions}`;

const arnOf = (key: string): string => `arn:aws:lambda:eu-west-1:123456789012:function:shop-dev-${key}`;

async function apiOf(text: string): Promise<{ readonly api: Api; readonly notices: readonly string[] }> {
  const { apis, notices } = await serviceOf(text);
  const [api] = apis;
  if (api === undefined) throw new Error('No API');
  return { api, notices };
}

// Serverless Framework, "HTTP API (API Gateway v2)".
describe('httpApi events', () => {
  it('are routes of one HTTP API, by text or by map', async () => {
    const { api, notices } = await apiOf(
      service(
        '',
        '  one: { handler: index.a, timeout: 2, events: [{ httpApi: "GET /users/{id}" }, { httpApi: { method: post, path: /users } }] }\n' +
          '  two: { handler: index.a, httpApi: { payload: "1.0" }, events: [{ httpApi: "*" }, { httpApi: "* /any" }] }',
      ),
    );

    expect(api).toMatchObject({ kind: 'http', logicalId: 'HttpApi', stages: [{ name: '$default' }] });
    expect(api.routes.map(({ method, path, integration }) => [method, path, integration])).toEqual([
      [
        'GET',
        '/users/{id}',
        expect.objectContaining({ functionReference: arnOf('one'), payloadFormat: '2.0', timeoutMs: 30_000 }),
      ],
      ['POST', '/users', expect.objectContaining({ functionReference: arnOf('one') })],
      ['ANY', '$default', expect.objectContaining({ functionReference: arnOf('two'), payloadFormat: '1.0' })],
      ['ANY', '/any', expect.anything()],
    ]);
    expect(notices).toEqual([]);
  });

  it('have CORS and authorizers of the provider', async () => {
    const { api } = await apiOf(
      service(
        ', httpApi: { cors: true, authorizers: { jwt: { identitySource: $request.header.Authorization, issuerUrl: "https://issuer.test/", audience: shop }, own: { type: request, functionName: auth, enableSimpleResponses: true, resultTtlInSeconds: 60, identitySource: [$request.header.A] } } }',
        `  auth: { handler: index.a }
  one:
    handler: index.a
    events:
      - httpApi: { method: get, path: /jwt, authorizer: { name: jwt, scopes: [read] } }
      - httpApi: { method: get, path: /own, authorizer: own }
      - httpApi: { method: get, path: /iam, authorizer: { type: aws_iam } }
      - httpApi: { method: get, path: /open }`,
      ),
    );

    expect(api.routes.map(({ path, authorization }) => [path, authorization])).toEqual([
      ['/jwt', { type: 'AUTHORIZER', name: 'HttpApiAuthorizerJwt', scopes: ['read'] }],
      ['/own', { type: 'AUTHORIZER', name: 'HttpApiAuthorizerOwn', scopes: [] }],
      ['/iam', { type: 'AWS_IAM' }],
      ['/open', { type: 'NONE' }],
    ]);
    expect(api).toMatchObject({
      cors: { allowOrigins: ['*'], allowMethods: ['OPTIONS', 'GET'] },
      authorizers: {
        HttpApiAuthorizerJwt: { type: 'JWT', issuer: 'https://issuer.test/', audiences: ['shop'] },
        HttpApiAuthorizerOwn: {
          type: 'LAMBDA',
          functionReference: arnOf('auth'),
          simpleResponses: true,
          ttlSeconds: 60,
          identitySources: ['$request.header.A'],
        },
      },
    });
  });
});

// Serverless Framework, "REST API (API Gateway v1)".
describe('http events', () => {
  it('are methods of one REST API with the stage of the service', async () => {
    const { api, notices } = await apiOf(
      service(
        ', stage: prod, apiGateway: { binaryMediaTypes: ["image/*"], minimumCompressionSize: 7 }',
        `  auth: { handler: index.a }
  one:
    handler: index.a
    timeout: 40
    events:
      - http: get users/{id}
      - http: { method: post, path: /users, cors: true, private: true }
      - http: { method: get, path: secret, authorizer: auth }
      - http: { method: get, path: pool, authorizer: { name: pool, arn: "arn:aws:cognito-idp:eu-west-1:1:userpool/p", scopes: [a] } }
      - http: { method: any, path: iam, authorizer: aws_iam }`,
      ),
    );

    expect(api).toMatchObject({
      kind: 'rest',
      logicalId: 'ApiGatewayRestApi',
      stages: [{ name: 'prod' }],
      binaryMediaTypes: ['image/*'],
      minimumCompressionSize: 7,
    });
    const methods = api.routes as readonly { readonly method: string; readonly path: string }[];
    expect(methods.find(({ path }) => path === '/users/{id}')).toMatchObject({
      method: 'GET',
      integration: { type: 'AWS_PROXY', functionReference: arnOf('one').replace('-dev-', '-prod-'), timeoutMs: 29_000 },
    });
    expect(methods.find(({ method, path }) => path === '/users' && method === 'POST')).toMatchObject({
      apiKeyRequired: true,
    });
    expect(methods.find(({ method, path }) => path === '/users' && method === 'OPTIONS')).toMatchObject({
      integration: {
        type: 'MOCK',
        responses: [
          { statusCode: 200, parameters: { 'method.response.header.Access-Control-Allow-Methods': "'OPTIONS,POST'" } },
        ],
      },
    });
    expect(methods.find(({ path }) => path === '/secret')).toMatchObject({
      authorization: { type: 'AUTHORIZER', name: 'AuthApiGatewayAuthorizer' },
    });
    expect(methods.find(({ path }) => path === '/pool')).toMatchObject({
      authorization: { name: 'PoolApiGatewayAuthorizer', scopes: ['a'] },
    });
    expect(methods.find(({ path }) => path === '/iam')).toMatchObject({
      method: 'ANY',
      authorization: { type: 'AWS_IAM' },
    });
    expect(api.authorizers).toMatchObject({
      AuthApiGatewayAuthorizer: { type: 'TOKEN', functionReference: arnOf('auth').replace('-dev-', '-prod-') },
      PoolApiGatewayAuthorizer: {
        type: 'COGNITO_USER_POOLS',
        userPoolArns: ['arn:aws:cognito-idp:eu-west-1:1:userpool/p'],
      },
    });
    expect(notices).toEqual([]);
  });

  it('may map requests and responses, mock, or go to another server', async () => {
    const { api } = await apiOf(
      service(
        '',
        `  one:
    handler: index.a
    events:
      - http: { method: post, path: mapped, integration: lambda, response: { headers: { X-Own: "'v'" } } }
      - http: { method: get, path: mock, integration: mock }
      - http: { method: get, path: proxy, integration: http-proxy, request: { uri: "https://other.test/" } }`,
      ),
    );

    expect(api.routes.map(({ path, integration }) => [path, integration])).toEqual([
      [
        '/mapped',
        expect.objectContaining({
          type: 'AWS',
          functionReference: arnOf('one'),
          passthroughBehavior: 'NEVER',
          responses: expect.arrayContaining([
            expect.objectContaining({ statusCode: 404, selectionPattern: '[\\s\\S]*\\[404\\][\\s\\S]*' }),
          ]),
        }),
      ],
      ['/mock', expect.objectContaining({ type: 'MOCK' })],
      ['/proxy', expect.objectContaining({ type: 'HTTP_PROXY', uri: 'https://other.test/' })],
    ]);
  });
});

// Serverless Framework, "HTTP API", "CORS Setup".
it('CORS of an HTTP API allows what its routes take, every method where one takes all', async () => {
  const { api } = await apiOf(
    service(
      ', httpApi: { cors: { allowCredentials: true, allowedOrigins: [https://a.test] } }',
      '  one: { handler: index.a, events: [{ httpApi: "* /any" }] }',
    ),
  );

  expect(api).toMatchObject({
    cors: {
      allowOrigins: ['https://a.test'],
      allowMethods: ['OPTIONS', 'GET', 'POST', 'PUT', 'PATCH', 'HEAD', 'DELETE'],
      allowCredentials: true,
    },
  });
});

// Serverless Framework, "API Gateway": "Share API Gateway and API Resources", "Asynchronous integration", "HTTP Endpoints with Custom Authorizers".
describe('the REST API of http events', () => {
  it('is met by resources of the user: gateway responses, an authorizer by its id, and changed methods', async () => {
    const { api, notices } = await apiOf(`${service(
      '',
      `  auth: { handler: index.a }
  one:
    handler: index.a
    events:
      - http: { method: get, path: own-auth, authorizer: { type: CUSTOM, authorizerId: { Ref: MyAuthorizer } } }
      - http: { method: get, path: 'users/{userId}' }
`,
    )}
resources:
  Resources:
    MyAuthorizer: { Type: AWS::ApiGateway::Authorizer, Properties: { RestApiId: { Ref: ApiGatewayRestApi }, Type: TOKEN, Name: mine, AuthorizerUri: { 'Fn::Join': ['', ['arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/', { 'Fn::GetAtt': [AuthLambdaFunction, Arn] }, /invocations]] } } }
    Gone: { Type: AWS::ApiGateway::GatewayResponse, Properties: { RestApiId: { Ref: ApiGatewayRestApi }, ResponseType: DEFAULT_4XX, ResponseParameters: { gatewayresponse.header.X-Own: "'v'" } } }
    ApiGatewayRestApi: { Type: AWS::ApiGateway::RestApi, Properties: { BinaryMediaTypes: [image/png] } }
  extensions:
    ApiGatewayMethodUsersUseridVarGet: { Properties: { ApiKeyRequired: true } }
    ApiGatewayMethodNobodyGet: { Properties: { ApiKeyRequired: true } }
`);

    expect(api).toMatchObject({
      binaryMediaTypes: ['image/png'],
      authorizers: { MyAuthorizer: { type: 'TOKEN', functionReference: arnOf('auth') } },
      gatewayResponses: { DEFAULT_4XX: expect.anything() },
      routes: [
        { path: '/own-auth', authorization: { type: 'AUTHORIZER', name: 'MyAuthorizer' } },
        { path: '/users/{userId}', apiKeyRequired: true },
      ],
    });
    expect(notices).toEqual([expect.stringContaining('"resources.extensions.ApiGatewayMethodNobodyGet"')]);
  });

  it('may be one of the user’s own resources, or stand in for one of another stack', async () => {
    const events = '  one: { handler: index.a, events: [{ http: GET /x }, { httpApi: GET /y }] }\n';
    const own = await apiOf(
      `${service(', apiGateway: { restApiId: { Ref: Mine }, restApiRootResourceId: { "Fn::GetAtt": [Mine, RootResourceId] } }', events)}resources: { Resources: { Mine: { Type: AWS::ApiGateway::RestApi, Properties: { Name: mine } } } }\n`,
    );
    const others = await serviceOf(
      service(
        ', apiGateway: { restApiId: { "Fn::ImportValue": shared }, restApiRootResourceId: x }, httpApi: { id: abc }',
        events,
      ),
    );

    expect(own.api).toMatchObject({ logicalId: 'Mine', routes: [{ path: '/x' }], stages: [{ name: 'dev' }] });
    expect(own.notices).toEqual([]);
    expect(others.apis).toMatchObject([
      { logicalId: 'ApiGatewayRestApi', routes: [{ path: '/x' }] },
      { logicalId: 'HttpApi', routes: [{ path: '/y' }] },
    ]);
    expect(others.notices).toEqual([
      '"provider.apiGateway.restApiId" names an API outside this service: the routes of "http" events are served here as an API of their own.',
      '"provider.httpApi.id" names an API outside this service: the routes of "httpApi" events are served here as an API of their own.',
    ]);
  });

  it('asks for an asynchronous call where the event says async', async () => {
    const { api } = await apiOf(
      service('', '  one: { handler: index.a, events: [{ http: { method: post, path: later, async: true } }] }'),
    );

    expect(api.routes).toMatchObject([
      {
        integration: {
          type: 'AWS',
          requestParameters: { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" },
        },
      },
    ]);
  });

  it('stays closed where only AWS knows the authorizer', async () => {
    const { apis } = await serviceOf(
      service(
        ', httpApi: { id: abc }, apiGateway: { restApiId: r, restApiRootResourceId: s }',
        `  one:
    handler: index.a
    events:
      - httpApi: { method: get, path: /x, authorizer: { id: xyz, type: jwt } }
      - http: { method: get, path: y, authorizer: { type: CUSTOM, authorizerId: uvw } }
`,
      ),
    );

    const unverifiable = expect.objectContaining({ type: 'UNVERIFIABLE' });
    expect(apis.map(({ routes, authorizers }) => [routes[0]?.authorization, authorizers])).toEqual([
      [expect.objectContaining({ name: 'UvwApiGatewayAuthorizer' }), { UvwApiGatewayAuthorizer: unverifiable }],
      [expect.objectContaining({ name: 'HttpApiAuthorizerXyz' }), { HttpApiAuthorizerXyz: unverifiable }],
    ]);
  });
});

// Serverless Framework, "Application Load Balancer".
it('alb events of one function for two load balancers have a target group each', async () => {
  const listener = (name: string): string =>
    `"arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/${name}/50dc6c495c0c918${name.length}/f2f7dc8efc522ab2"`;
  const { balancers = [] } = await serviceOf(
    service(
      '',
      `  one: { handler: index.a, events: [{ alb: { listenerArn: ${listener('a')}, priority: 1, conditions: { path: /a } } }, { alb: { listenerArn: ${listener('bb')}, priority: 2, multiValueHeaders: true, conditions: { path: /b } } }] }`,
    ),
  );

  expect(balancers.map(({ logicalId, listeners }) => [logicalId, listeners[0]?.rules.length])).toEqual([
    ['a', 2],
    ['bb', 2],
  ]);
});

describe('events of other kinds', () => {
  it('are told where nothing serves them yet', async () => {
    const { notices } = await serviceOf(
      service(
        '',
        '  one: { handler: index.a, events: [{ schedule: rate(1 minute) }, { sqs: "arn:aws:sqs:eu-west-1:1:q" }] }',
      ),
    );

    expect(notices).toEqual([expect.stringContaining('"schedule"'), expect.stringContaining('"sqs"')]);
  });
});

// Serverless Framework, "API Gateway", "Setting API keys for your Rest API".
describe('provider.apiGateway.apiKeys', () => {
  const events = '  one: { handler: index.a, events: [{ http: { method: get, path: keyed, private: true } }] }';

  it('are keys of a usage plan of the stage; a value that AWS would make up is told', async () => {
    const { api, notices } = await apiOf(
      service(
        ', apiGateway: { apiKeys: [mine, { name: given, value: abcdefghijklmnopqrst, enabled: false }], usagePlan: { quota: { limit: 5, period: MONTH } } }',
        events,
      ),
    );

    expect(api).toMatchObject({
      usagePlans: [
        {
          stages: ['dev'],
          keys: [
            { value: expect.stringMatching(/^\w{40}$/), enabled: true },
            { value: 'abcdefghijklmnopqrst', enabled: false },
          ],
          quota: { limit: 5, period: 'MONTH' },
        },
      ],
    });
    expect(notices).toEqual([expect.stringMatching(/^The value of the API key "mine" is "\w{40}"\.$/)]);
  });

  it('are of the plan that they stand under', async () => {
    const { api } = await apiOf(
      service(
        ', apiGateway: { apiKeys: [{ free: [{ value: free-key-free-key-free }] }, { paid: [{ value: paid-key-paid-key-paid }] }], usagePlan: [{ free: { throttle: { rateLimit: 1, burstLimit: 2 } } }, { paid: {} }] }',
        events,
      ),
    );

    expect(api).toMatchObject({
      usagePlans: [
        { keys: [{ value: 'free-key-free-key-free' }], throttle: { rateLimit: 1, burstLimit: 2 } },
        { keys: [{ value: 'paid-key-paid-key-paid' }] },
      ],
    });
  });
});

// Serverless Framework, "AWS Lambda Events".
it('events that are no doors are told by the key of their function and by Serverless’ names', async () => {
  const { notices } = await serviceOf(
    service(
      '',
      '  one: { handler: index.a, events: [{ cloudwatchLog: /x }, { cognitoUserPool: { pool: p, trigger: PreSignUp } }] }',
    ),
  );

  expect(notices).toEqual([
    expect.stringContaining('Events of type "cloudwatchLog" do not reach functions yet ("one.cloudwatchLog1")'),
    expect.stringContaining('Events of type "cognitoUserPool" do not reach functions yet ("one.cognitoUserPool2")'),
  ]);
});

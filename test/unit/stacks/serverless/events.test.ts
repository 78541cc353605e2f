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
        expect.objectContaining({ functionReference: arnOf('one'), payloadFormat: '2.0', timeoutMs: 2500 }),
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
      ['/jwt', { type: 'AUTHORIZER', name: 'jwt', scopes: ['read'] }],
      ['/own', { type: 'AUTHORIZER', name: 'own', scopes: [] }],
      ['/iam', { type: 'AWS_IAM' }],
      ['/open', { type: 'NONE' }],
    ]);
    expect(api).toMatchObject({
      cors: { allowOrigins: ['*'], allowMethods: ['GET', 'OPTIONS'] },
      authorizers: {
        jwt: { type: 'JWT', issuer: 'https://issuer.test/', audiences: ['shop'] },
        own: {
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
      authorization: { type: 'AUTHORIZER', name: 'auth' },
    });
    expect(methods.find(({ path }) => path === '/pool')).toMatchObject({
      authorization: { name: 'pool', scopes: ['a'] },
    });
    expect(methods.find(({ path }) => path === '/iam')).toMatchObject({
      method: 'ANY',
      authorization: { type: 'AWS_IAM' },
    });
    expect(api.authorizers).toMatchObject({
      auth: { type: 'TOKEN', functionReference: arnOf('auth').replace('-dev-', '-prod-') },
      pool: { type: 'COGNITO_USER_POOLS', userPoolArns: ['arn:aws:cognito-idp:eu-west-1:1:userpool/p'] },
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

describe('events of other kinds', () => {
  it('are told where nothing serves them yet', async () => {
    const { notices } = await serviceOf(
      service(
        '',
        '  one: { handler: index.a, events: [{ schedule: rate(1 minute) }, { sqs: "arn:aws:sqs:eu-west-1:1:q" }] }',
      ),
    );

    expect(notices).toEqual([expect.stringContaining('"Schedule"'), expect.stringContaining('"SQS"')]);
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
it('events that are no doors are told by the key of their function and by SAM’s names', async () => {
  const { notices } = await serviceOf(
    service(
      '',
      '  one: { handler: index.a, events: [{ cloudwatchLog: /x }, { cognitoUserPool: { pool: p, trigger: PreSignUp } }] }',
    ),
  );

  expect(notices).toEqual([
    expect.stringContaining('Events of type "CloudWatchLogs" do not reach functions yet ("one.Events.cloudwatchLog1")'),
    expect.stringContaining('Events of type "Cognito" do not reach functions yet ("one.Events.cognitoUserPool2")'),
  ]);
});

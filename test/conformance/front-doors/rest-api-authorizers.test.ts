import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../src/base/index.js';
import type { RestAuthorizer, TokenAuthorizer, RequestAuthorizer } from '../../../src/model/index.js';
import { type FakeEvent, frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { startJwtIssuer } from '../../support/jwt-issuer.js';
import { type ApiSketch, restApiOf, type RouteSketch } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';
import { signedHeaders } from '../../support/signed-request.js';

const token: TokenAuthorizer = {
  type: 'TOKEN',
  functionReference: 'Guard',
  identitySource: 'method.request.header.Authorization',
  ttlSeconds: 300,
};
const request: RequestAuthorizer = {
  type: 'REQUEST',
  functionReference: 'Guard',
  identitySources: ['method.request.header.X-Key', 'method.request.querystring.q'],
  ttlSeconds: 300,
};
const byGuard = { type: 'AUTHORIZER', name: 'Guard', scopes: [] } as const;
const guarded = (authorizer: RestAuthorizer, more: ApiSketch = {}, route: RouteSketch = {}) =>
  restApiOf({
    authorizers: { Guard: authorizer },
    routes: ['/x/{id}', '/y'].map((path) => ({ method: 'ANY', path, authorization: byGuard, ...route })),
    ...more,
  });
const allow = (resource = '*', more: object = {}) => ({
  principalId: 'me',
  policyDocument: { Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: resource }] },
  ...more,
});
const failure = (errorMessage: string) => ({
  outcome: 'function-error',
  errorType: 'Unhandled',
  payload: Buffer.from(JSON.stringify({ errorMessage })),
  streamed: false,
});
/** The function behind answers `requestContext.authorizer`. */
const frontend = (guard: (event: FakeEvent) => unknown) =>
  frontendOf((target, event) => {
    if (target.name === 'Guard') return guard(event);
    const { authorizer } = event['requestContext'] as { readonly authorizer?: unknown };
    return { statusCode: 200, body: JSON.stringify(authorizer ?? 'none') };
  });
const withToken = { headers: { Authorization: 'Bearer t' } };

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
describe('a Lambda authorizer of a REST API', () => {
  it('of type TOKEN gets the whole header and the ARN of the method', async () => {
    let event: unknown;
    const guard = frontend((seen) => {
      event = seen;
      return allow('*', { context: { text: 'a', number: 1, flag: true } });
    });
    await using server = await serveApis([guarded(token)], guard);

    const { status, body } = await httpRequest(server.port, '/x/7', withToken);

    expect(event).toEqual({
      type: 'TOKEN',
      methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:abcde12345/test/GET/x/7',
      authorizationToken: 'Bearer t',
    });
    expect([status, JSON.parse(body)]).toEqual([
      200,
      { text: 'a', number: '1', flag: 'true', principalId: 'me', integrationLatency: expect.any(Number) },
    ]);
  });

  it('of type REQUEST gets the request without its body', async () => {
    let event: FakeEvent = {};
    const guard = frontend((seen) => {
      event = seen;
      return allow();
    });
    await using server = await serveApis([guarded(request)], guard);

    await httpRequest(server.port, '/x/7?q=1', { method: 'POST', headers: { 'X-Key': 'k' }, body: 'text' });

    expect(Object.keys(event)).toEqual([
      'type',
      'methodArn',
      'resource',
      'path',
      'httpMethod',
      'headers',
      'multiValueHeaders',
      'queryStringParameters',
      'multiValueQueryStringParameters',
      'pathParameters',
      'stageVariables',
      'requestContext',
    ]);
    expect(event).toMatchObject({
      type: 'REQUEST',
      resource: '/x/{id}',
      path: '/x/7',
      httpMethod: 'POST',
      pathParameters: { id: '7' },
      queryStringParameters: { q: '1' },
      stageVariables: {},
    });
  });

  it.each([
    ['a TOKEN authorizer without its header', token, {}],
    [
      'a TOKEN authorizer with a header that does not fit',
      { ...token, validationExpression: 'x+' },
      { Authorization: 'xxy' },
    ],
    ['a REQUEST authorizer without one of its sources', request, { 'X-Key': 'k' }],
  ])('is not called where %s refuses', async (_, authorizer, headers) => {
    let calls = 0;
    const guard = frontend(() => (calls += 1));
    await using server = await serveApis([guarded(authorizer)], guard);

    const { status, body, headers: answered } = await httpRequest(server.port, '/y', { headers });

    expect([status, body, answered['x-amzn-errortype'], calls]).toEqual([
      401,
      '{"message":"Unauthorized"}',
      'UnauthorizedException',
      0,
    ]);
  });

  it('of type REQUEST is called without its sources when it is not cached', async () => {
    await using server = await serveApis(
      [guarded({ ...request, ttlSeconds: 0 })],
      frontend(() => allow()),
    );

    expect(await httpRequest(server.port, '/y')).toMatchObject({ status: 200 });
  });

  const refused = 'User is not authorized to access this resource';
  it.each([
    ['does not cover the method', () => allow('arn:aws:execute-api:*:*:*/*/POST/*'), 403, `{"Message":"${refused}"}`],
    [
      'denies',
      () => ({
        principalId: 'me',
        policyDocument: {
          Statement: [{ Action: '*', Effect: 'Deny', Resource: ['*'] }, ...allow().policyDocument.Statement],
        },
      }),
      403,
      `{"Message":"${refused} with an explicit deny"}`,
    ],
    ['fails with "Unauthorized"', () => failure('Unauthorized'), 401, '{"message":"Unauthorized"}'],
    ['fails', () => failure('Unauthorized!'), 500, '{"message":null}'],
    ['answers no object', () => 'allow', 500, '{"message":null}'],
    ['names no principal', () => ({ policyDocument: allow().policyDocument }), 500, '{"message":null}'],
    [
      'has a bad policy',
      () => ({ principalId: 'p', policyDocument: { Statement: [{ Effect: 'Maybe' }] } }),
      500,
      '{"message":null}',
    ],
    ['has a context that is no text', () => allow('*', { context: { list: [1] } }), 500, '{"message":null}'],
  ])('whose answer %s refuses', async (_, guard, status, body) => {
    await using server = await serveApis([guarded(token)], frontend(guard));

    expect(await httpRequest(server.port, '/y', withToken)).toMatchObject({ status, body });
  });

  it.each([
    [{ IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, 200],
    [{ IpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] } }, 403],
    [{ StringLike: { 'aws:UserAgent': 'curl/*' } }, 403],
    [{ Unheard: { 'aws:SourceIp': '127.0.0.1' } }, 403],
  ])('has its conditions held against the request: %j', async (condition, status) => {
    const [statement] = allow().policyDocument.Statement;
    const guard = frontend(() => ({
      principalId: 'me',
      policyDocument: { Statement: [{ ...statement, Condition: condition }] },
    }));
    await using server = await serveApis([guarded(token)], guard);

    expect((await httpRequest(server.port, '/y', withToken)).status).toBe(status);
  });

  it('keeps policies, and evaluates them for each method', async () => {
    let calls = 0;
    const clock = new ManualClock(Date.now());
    const guard = frontend(() => {
      calls += 1;
      return allow('arn:aws:execute-api:eu-west-1:123456789012:abcde12345/test/GET/x/*');
    });
    await using server = await serveApis([guarded(token)], guard, { clock });
    const call = async (path: string) => (await httpRequest(server.port, path, withToken)).status;

    const statuses = [await call('/x/1'), await call('/y'), await call('/x/2')];
    clock.advance(301_000);
    statuses.push(await call('/x/1'));

    expect([statuses, calls]).toEqual([[200, 403, 200, 200], 2]);
  });

  it('is not asked with --disable-authorizer', async () => {
    const guard = frontend(() => failure('never'));
    await using server = await serveApis([guarded(token)], guard, { authorization: { disabled: true } });

    expect(await httpRequest(server.port, '/y')).toMatchObject({ status: 200, body: '"none"' });
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html; http contract §1.11.
describe('a token’s validation expression', () => {
  it.each([
    ['(?i)^bearer [a-z]+$', 200],
    ['Bearer \\Qt\\E', 200],
    ['Bearer', 401],
    ['[', 500],
  ])('is a pattern of Java that fits the whole token: %s is answered with %d', async (validationExpression, status) => {
    await using server = await serveApis(
      [guarded({ ...token, validationExpression })],
      frontend(() => allow()),
    );

    expect((await httpRequest(server.port, '/y', withToken)).status).toBe(status);
  });
});

it('a method whose ARN is longer than 1,600 bytes is refused before its authorizer is asked', async () => {
  let asked = 0;
  const guard = frontend(() => {
    asked += 1;
    return allow();
  });
  await using server = await serveApis([guarded(token)], guard);

  const { status, body } = await httpRequest(server.port, `/x/${'a'.repeat(1600)}`, withToken);

  expect([status, body, asked]).toEqual([414, '{"message":"Request URI too long"}', 0]);
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-integrate-with-cognito.html
describe('a Cognito authorizer of a REST API', () => {
  const pool = 'eu-west-1_pool';
  const cognito: RestAuthorizer = {
    type: 'COGNITO_USER_POOLS',
    userPoolArns: [`arn:aws:cognito-idp:eu-west-1:123456789012:userpool/${pool}`],
    identitySource: 'method.request.header.Authorization',
  };
  const serve = async (scopes: readonly string[] = [], mockClaims?: Readonly<Record<string, unknown>>) => {
    const issuer = await startJwtIssuer();
    const authorization = { type: 'AUTHORIZER', name: 'Guard', scopes } as const;
    const server = await serveApis(
      [guarded(cognito, {}, { authorization })],
      frontend(() => null),
      {
        authorization: { awsEndpoint: issuer.url, ...(mockClaims !== undefined && { mockClaims }) },
      },
    );
    const iss = `https://cognito-idp.eu-west-1.amazonaws.com/${pool}`;
    return {
      call: (value?: string) =>
        httpRequest(server.port, '/y', { headers: value === undefined ? {} : { Authorization: value } }),
      sign: (claims: object, expiresAt?: number) =>
        issuer.sign({ iss, ...claims }, expiresAt === undefined ? {} : { expiresAt }),
      async [Symbol.asyncDispose]() {
        await server[Symbol.asyncDispose]();
        await issuer[Symbol.asyncDispose]();
      },
    };
  };

  it('gives the function the claims of an ID token, all text', async () => {
    await using served = await serve();
    const jwt = await served.sign({
      token_use: 'id',
      sub: 'me',
      'cognito:groups': ['a', 'b'],
      email_verified: true,
      iat: 1_680_633_579,
      auth_time: 1_680_633_579,
    });

    const { status, body } = await served.call(`Bearer ${jwt}`);

    expect([status, JSON.parse(body)]).toMatchObject([
      200,
      {
        claims: {
          sub: 'me',
          'cognito:groups': 'a,b',
          email_verified: 'true',
          iat: 'Tue Apr 04 18:39:39 UTC 2023',
          auth_time: '1680633579',
        },
      },
    ]);
  });

  it.each([
    ['no token', undefined, 'Unauthorized'],
    ['no JWT', 'nonsense', 'Unauthorized'],
  ])('refuses %s', async (_, value, message) => {
    await using served = await serve();

    expect(await served.call(value)).toMatchObject({ status: 401, body: JSON.stringify({ message }) });
  });

  it('refuses tokens that have expired, of another pool, or of the wrong use', async () => {
    await using served = await serve();

    const answers = [
      await served.call(await served.sign({ token_use: 'id' }, 1000)),
      await served.call(await served.sign({ iss: 'https://cognito-idp.eu-west-1.amazonaws.com/other' })),
      await served.call(await served.sign({ token_use: 'access' })),
    ];

    expect(answers.map(({ status, body }) => [status, body])).toEqual([
      [401, '{"message":"The incoming token has expired"}'],
      [401, '{"message":"Unauthorized"}'],
      [401, '{"message":"Unauthorized"}'],
    ]);
  });

  it('with scopes asks for an access token that has one of them', async () => {
    await using served = await serve(['a/read']);

    const statuses = [
      (await served.call(await served.sign({ token_use: 'access', scope: 'a/read b' }))).status,
      (await served.call(await served.sign({ token_use: 'access', scope: 'b' }))).status,
      (await served.call(await served.sign({ token_use: 'id' }))).status,
    ];

    expect(statuses).toEqual([200, 401, 401]);
  });

  it('takes the claims of --mock-claims instead', async () => {
    await using served = await serve([], { sub: 'mocked', n: 1 });

    expect(JSON.parse((await served.call()).body)).toEqual({ claims: { sub: 'mocked', n: '1' } });
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/permissions.html
describe('a method with IAM authorization', () => {
  const api = restApiOf({ routes: [{ authorization: { type: 'AWS_IAM' } }] });
  const host = 'abcde12345.execute-api.eu-west-1.localhost';
  const signed = (options: object = {}) => signedHeaders({ path: '/test/x', host, service: 'execute-api', ...options });

  it('lets a verified signature in, drops it, and names the caller', async () => {
    const tell = frontendOf((_target, { requestContext, headers }) => ({
      statusCode: 200,
      body: JSON.stringify([(requestContext as { identity: unknown }).identity, headers as object]),
    }));
    await using server = await serveApis([api], tell);

    const { status, body } = await httpRequest(server.port, '/test/x', { headers: signed() });

    const [identity, headers] = JSON.parse(body) as [object, object];
    expect(status).toBe(200);
    expect(identity).toMatchObject({
      accessKey: 'AKIATEST',
      accountId: '111111111111',
      userArn: 'arn:aws:iam::111111111111:root',
    });
    expect(headers).not.toHaveProperty('Authorization');
  });

  it.each([
    ['nothing', { host }, 'MissingAuthenticationTokenException', 'Missing Authentication Token'],
    [
      'a key that is not known',
      signed({ accessKeyId: 'AKIAOTHER' }),
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    ],
    ['a wrong signature', signed({ secret: 'x' }), 'InvalidSignatureException', /^The request signature we calculated/],
    ['an old signature', signed({ atMs: Date.now() - 400_000 }), 'InvalidSignatureException', /^Signature expired: /],
  ])('refuses %s with 403', async (_, headers, errorType, message) => {
    await using server = await serveApis(
      [api],
      frontendOf(() => null),
    );

    const answered = await httpRequest(server.port, '/test/x', { headers });

    expect([answered.status, answered.headers['x-amzn-errortype']]).toEqual([403, errorType]);
    expect((JSON.parse(answered.body) as { readonly message: string }).message).toMatch(message);
  });
});

it('an authorizer that cannot be verified refuses', async () => {
  const api = guarded({ type: 'UNVERIFIABLE', reason: 'unknown' });
  await using server = await serveApis(
    [api],
    frontend(() => null),
  );

  expect(await httpRequest(server.port, '/y')).toMatchObject({ status: 500, body: '{"message":null}' });
});

it('claims of --mock-claims stand also for a Cognito authorizer whose user pool is not known', async () => {
  const api = guarded({ type: 'UNVERIFIABLE', reason: 'unknown', readsClaims: true });
  await using server = await serveApis(
    [api],
    frontend(() => null),
    { authorization: { mockClaims: { sub: 'mocked' } } },
  );

  expect(await httpRequest(server.port, '/y')).toMatchObject({ status: 200 });
});

import type { JWTPayload } from 'jose';
import { describe, expect, it } from '@jest/globals';
import { createLogger, ManualClock, systemClock } from '../../../src/base/index.js';
import type { HttpLambdaAuthorizer } from '../../../src/model/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { type JwtIssuer, startJwtIssuer } from '../../support/jwt-issuer.js';
import { type ApiSketch, httpApiOf, type RouteSketch } from '../../support/routed-request.js';
import { serveApis, type ServedWith } from '../../support/served-apis.js';
import { signedHeaders } from '../../support/signed-request.js';

/** Answers `requestContext.authorizer` as the function sees it. */
const tellAuthorizer = frontendOf((_target, event) => {
  const { authorizer } = event['requestContext'] as { readonly authorizer?: unknown };
  return { statusCode: 200, body: JSON.stringify(authorizer ?? 'none') };
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
describe('a JWT authorizer of an HTTP API', () => {
  const serve = async (
    issuer: JwtIssuer,
    route: RouteSketch = {},
    served: ServedWith = {},
    frontend = tellAuthorizer,
  ) =>
    serveApis(
      [
        httpApiOf({
          stage: '$default',
          authorizers: {
            Jwt: {
              type: 'JWT',
              issuer: issuer.url,
              audiences: ['mine'],
              identitySource: '$request.header.Authorization',
            },
          },
          routes: [{ authorization: { type: 'AUTHORIZER', name: 'Jwt', scopes: [] }, payloadFormat: '2.0', ...route }],
        }),
      ],
      frontend,
      served,
    );
  const call = (port: number, token?: string) =>
    httpRequest(port, '/x', { headers: token === undefined ? {} : { Authorization: token } });

  it('gives the function the claims as text, and no scopes on a route that asks for none', async () => {
    await using issuer = await startJwtIssuer();
    await using server = await serve(issuer);
    const token = await issuer.sign({ aud: 'mine', sub: 'me', n: 3, groups: ['a', 'b'], admin: true, scope: 'read' });

    const { status, body } = await call(server.port, `Bearer ${token}`);

    expect(status).toBe(200);
    expect(JSON.parse(body)).toEqual({
      jwt: {
        claims: {
          iss: issuer.url,
          aud: 'mine',
          sub: 'me',
          n: '3',
          groups: '[a b]',
          admin: 'true',
          scope: 'read',
          exp: expect.stringMatching(/^\d+$/),
        },
        scopes: null,
      },
    });
  });

  it('refuses a request without a token', async () => {
    await using issuer = await startJwtIssuer();
    await using server = await serve(issuer);

    const { status, body, headers } = await call(server.port);

    expect([status, body, headers['www-authenticate']]).toEqual([401, '{"message":"Unauthorized"}', 'Bearer']);
  });

  it.each<[string, JWTPayload, Parameters<JwtIssuer['sign']>[1], string]>([
    ['for others', { aud: 'others' }, {}, 'the token does not have a valid audience'],
    ['of another issuer', { aud: 'mine', iss: 'https://other' }, {}, 'the token does not have a valid issuer'],
    ['that has expired', { aud: 'mine' }, { expiresAt: 1000 }, 'the token has expired'],
    ['that never ends', { aud: 'mine' }, { expiresAt: 'never' }, "the token has an invalid 'exp' claim"],
    ['from the future', { aud: 'mine', iat: 4_000_000_000 }, {}, "the token has an invalid 'iat' claim"],
    ['whose time has not come', { aud: 'mine', nbf: 4_000_000_000 }, {}, "the token has an invalid 'nbf' claim"],
    ['of an unknown key', { aud: 'mine' }, { kid: 'two' }, 'signature is invalid'],
  ])('refuses a token %s', async (_, claims, options, reason) => {
    await using issuer = await startJwtIssuer();
    await using server = await serve(issuer);

    const { status, body, headers } = await call(server.port, await issuer.sign(claims, options));

    expect([status, body]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(headers['www-authenticate']).toBe(`Bearer scope="" error="invalid_token" error_description="${reason}"`);
  });

  it('tells the developer why a key that the issuer has made since is not known', async () => {
    const told: string[] = [];
    await using issuer = await startJwtIssuer();
    await using server = await serve(issuer, {}, { logger: createLogger((_level, line) => told.push(line)) });

    await call(server.port, await issuer.sign({ aud: 'mine' }, { kid: 'two' }));

    expect(told.join('\n')).toMatch(/has no key of that "kid"; its keys are kept for two hours/);
  });

  it('takes the client id of a token without an audience', async () => {
    await using issuer = await startJwtIssuer();
    await using server = await serve(issuer);

    expect(await call(server.port, await issuer.sign({ client_id: 'mine' }))).toMatchObject({ status: 200 });
  });

  it('asks for one of the scopes of the route, and then gives the function all of the token', async () => {
    await using issuer = await startJwtIssuer();
    await using server = await serve(issuer, {
      authorization: { type: 'AUTHORIZER', name: 'Jwt', scopes: ['write', 'admin'] },
    });

    const lacking = await call(server.port, await issuer.sign({ aud: 'mine', scope: 'read' }));
    const having = await call(server.port, await issuer.sign({ aud: 'mine', scope: 'read write' }));

    expect(lacking).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
    expect(JSON.parse(having.body)).toMatchObject({ jwt: { scopes: ['read', 'write'] } });
  });

  it.each(['nonsense', 'Bearer a.b.c'])('refuses %s with 401, whether its issuer answers or not', async (token) => {
    const gone = { ...(await startJwtIssuer()), url: 'http://127.0.0.1:1' };
    await using server = await serve(gone);
    await gone[Symbol.asyncDispose]();

    const { status, headers } = await call(server.port, token);

    expect(status).toBe(401);
    expect(headers['www-authenticate']).toContain('error="invalid_token"');
  });

  it('keeps the keys of the issuer', async () => {
    await using issuer = await startJwtIssuer();
    await using server = await serve(issuer);
    const token = await issuer.sign({ aud: 'mine' });

    await call(server.port, token);
    await call(server.port, token);

    expect(issuer.asked()).toBe(1);
  });

  it('is 500 when the issuer does not answer', async () => {
    const issuer = await startJwtIssuer();
    await using server = await serve(issuer);
    const token = await issuer.sign({ aud: 'mine' });
    await issuer[Symbol.asyncDispose]();

    expect(await call(server.port, token)).toMatchObject({ status: 500, body: '{"message":"Internal Server Error"}' });
  });

  it('takes the claims of --mock-claims instead of a token', async () => {
    await using issuer = await startJwtIssuer();
    await using server = await serve(issuer, {}, { authorization: { mockClaims: { sub: 'mocked' } } });

    expect(JSON.parse((await call(server.port)).body)).toEqual({ jwt: { claims: { sub: 'mocked' }, scopes: null } });
  });

  it('is not asked with --disable-authorizer', async () => {
    await using issuer = await startJwtIssuer();
    await using server = await serve(issuer, {}, { authorization: { disabled: true } });

    expect(await call(server.port)).toMatchObject({ status: 200, body: '"none"' });
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
describe('a Lambda authorizer of an HTTP API', () => {
  const authorizer: HttpLambdaAuthorizer = {
    type: 'LAMBDA',
    functionReference: 'Guard',
    payloadFormat: '2.0',
    simpleResponses: true,
    identitySources: ['$request.header.Authorization'],
    ttlSeconds: 0,
  };
  const guarded = (settings: Partial<HttpLambdaAuthorizer> = {}, api: ApiSketch = {}) =>
    httpApiOf({
      stage: '$default',
      authorizers: { Guard: { ...authorizer, ...settings } },
      routes: ['/x', '/y'].map((path) => ({
        path,
        payloadFormat: '2.0' as const,
        authorization: { type: 'AUTHORIZER', name: 'Guard', scopes: [] } as const,
      })),
      ...api,
    });
  const frontend = (guard: (event: Readonly<Record<string, unknown>>) => unknown) =>
    frontendOf((target, event) => {
      if (target.name === 'Guard') return guard(event);
      const { authorizer: seen } = event['requestContext'] as { readonly authorizer?: unknown };
      return { statusCode: 200, body: JSON.stringify(seen) };
    });
  const token = { headers: { Authorization: 'let me in' } };

  it('of the simple form lets requests in with its context, types kept', async () => {
    const guard = frontend(() => ({ isAuthorized: true, context: { who: 'me', n: 1, ok: true } }));
    await using server = await serveApis([guarded()], guard);

    const { status, body } = await httpRequest(server.port, '/x', token);

    expect([status, JSON.parse(body)]).toEqual([200, { lambda: { who: 'me', n: 1, ok: true } }]);
  });

  it('gets the event of format 2.0', async () => {
    let event: unknown;
    const guard = frontend((seen) => {
      event = seen;
      return { isAuthorized: true };
    });
    await using server = await serveApis([guarded()], guard);

    await httpRequest(server.port, '/x?a=1', { headers: { ...token.headers, Cookie: 'c=1' } });

    expect(event).toMatchObject({
      version: '2.0',
      type: 'REQUEST',
      routeArn: 'arn:aws:execute-api:eu-west-1:123456789012:abcde12345/$default/GET/x',
      identitySource: ['let me in'],
      routeKey: 'GET /x',
      rawPath: '/x',
      rawQueryString: 'a=1',
      cookies: ['c=1'],
      queryStringParameters: { a: '1' },
      requestContext: { routeKey: 'GET /x', http: { method: 'GET' } },
    });
  });

  it('gets the event of format 1.0', async () => {
    let event: unknown;
    const guard = frontend((seen) => {
      event = seen;
      return { principalId: 'p', policyDocument: { Statement: [{ Action: '*', Effect: 'Allow', Resource: '*' }] } };
    });
    await using server = await serveApis([guarded({ payloadFormat: '1.0', simpleResponses: false })], guard);

    await httpRequest(server.port, '/x', token);

    expect(event).toMatchObject({
      version: '1.0',
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:eu-west-1:123456789012:abcde12345/$default/GET/x',
      identitySource: 'let me in',
      authorizationToken: 'let me in',
      resource: '/x',
      httpMethod: 'GET',
    });
  });

  it.each([
    ['says no', () => ({ isAuthorized: false }), 403, 'Forbidden'],
    ['says it in text', () => ({ isAuthorized: 'true' }), 500, 'Internal Server Error'],
    ['answers something else', () => 'yes', 500, 'Internal Server Error'],
    ['fails', () => failure('broken'), 500, 'Internal Server Error'],
    ['fails with "Unauthorized"', () => failure('Unauthorized'), 401, 'Unauthorized'],
  ])('that %s refuses', async (_, guard, status, message) => {
    await using server = await serveApis([guarded()], frontend(guard));

    expect(await httpRequest(server.port, '/x', token)).toMatchObject({ status, body: JSON.stringify({ message }) });
  });

  it('is not called for a request without its identity', async () => {
    let calls = 0;
    const guard = frontend(() => ({ isAuthorized: (calls += 1) > 0 }));
    await using server = await serveApis([guarded()], guard);

    expect(await httpRequest(server.port, '/x')).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
    expect(calls).toBe(0);
  });

  it('is called again when its time is over, and for another identity', async () => {
    let calls = 0;
    const guard = frontend(() => ({ isAuthorized: (calls += 1) > 0 }));
    const clock = new ManualClock(Date.now());
    await using server = await serveApis([guarded({ ttlSeconds: 60 })], guard, { clock });
    const seen: number[] = [];
    for (const [path, authorization, later] of [
      ['/x', 'a', 0],
      ['/y', 'a', 59_000],
      ['/x', 'b', 0],
      ['/x', 'a', 2000],
    ] as const) {
      clock.advance(later);
      await httpRequest(server.port, path, { headers: { Authorization: authorization } });
      seen.push(calls);
    }

    expect(seen).toEqual([1, 1, 2, 3]);
  });

  it('that answers a policy has it evaluated for each route', async () => {
    let calls = 0;
    const guard = frontend(() => {
      calls += 1;
      const statement = {
        Action: 'execute-api:Invoke',
        Effect: 'Allow',
        Resource: 'arn:aws:execute-api:*:*:*/*/GET/x',
      };
      return { principalId: 'me', policyDocument: { Statement: [statement] } };
    });
    await using server = await serveApis([guarded({ simpleResponses: false, ttlSeconds: 60 })], guard);

    const statuses = [
      (await httpRequest(server.port, '/x', token)).status,
      (await httpRequest(server.port, '/y', token)).status,
    ];

    expect([statuses, calls]).toEqual([[200, 403], 1]);
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control-iam.html
describe('a route of an HTTP API with IAM authorization', () => {
  const api = httpApiOf({
    stage: '$default',
    routes: [{ authorization: { type: 'AWS_IAM' }, payloadFormat: '2.0' }],
  });
  const host = 'abcde12345.execute-api.eu-west-1.localhost';

  it('lets a signature in that it can verify, and tells who signed', async () => {
    await using server = await serveApis([api], tellAuthorizer);

    const headers = signedHeaders({ path: '/x', host, service: 'execute-api' });
    const { status, body } = await httpRequest(server.port, '/x', { headers });

    expect([status, JSON.parse(body)]).toEqual([
      200,
      {
        iam: {
          accessKey: 'AKIATEST',
          accountId: '111111111111',
          callerId: '111111111111',
          cognitoIdentity: null,
          principalOrgId: null,
          userArn: 'arn:aws:iam::111111111111:root',
          userId: '111111111111',
        },
      },
    ]);
  });

  it.each([
    ['without a signature', { host }],
    [
      'with the signature of another secret',
      signedHeaders({ path: '/x', host, service: 'execute-api', secret: 'other' }),
    ],
    ['with the signature of another path', signedHeaders({ path: '/y', host, service: 'execute-api' })],
    ['with a signature for another service', signedHeaders({ path: '/x', host, service: 'lambda' })],
    [
      'with a key that is not known',
      signedHeaders({ path: '/x', host, service: 'execute-api', accessKeyId: 'AKIAOTHER' }),
    ],
    [
      'with an old signature',
      signedHeaders({ path: '/x', host, service: 'execute-api', atMs: systemClock.now() - 360_000 }),
    ],
  ])('refuses a request %s', async (_, headers) => {
    await using server = await serveApis([api], tellAuthorizer);

    expect(await httpRequest(server.port, '/x', { headers })).toMatchObject({
      status: 403,
      body: '{"message":"Forbidden"}',
    });
  });
});

it('an authorizer that cannot be verified refuses', async () => {
  const api = httpApiOf({
    stage: '$default',
    authorizers: { Mine: { type: 'UNVERIFIABLE', reason: 'unknown' } },
    routes: [{ authorization: { type: 'AUTHORIZER', name: 'Mine', scopes: [] } }],
  });
  await using server = await serveApis([api], tellAuthorizer);

  expect(await httpRequest(server.port, '/x')).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
});

it('claims of --mock-claims stand also for a JWT authorizer whose issuer is not known', async () => {
  const api = httpApiOf({
    stage: '$default',
    authorizers: { Mine: { type: 'UNVERIFIABLE', reason: 'unknown', readsClaims: true } },
    routes: [{ authorization: { type: 'AUTHORIZER', name: 'Mine', scopes: [] } }],
  });
  await using server = await serveApis([api], tellAuthorizer, { authorization: { mockClaims: { sub: 'mocked' } } });

  expect(JSON.parse((await httpRequest(server.port, '/x')).body)).toEqual({ claims: { sub: 'mocked' }, scopes: null });
});

function failure(errorMessage: string): unknown {
  const payload = Buffer.from(JSON.stringify({ errorMessage, errorType: 'Error' }));
  return { outcome: 'function-error', errorType: 'Unhandled', payload, streamed: false };
}

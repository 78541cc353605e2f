import { describe, expect, it } from '@jest/globals';
import type { RestAuthorizer } from '../../../src/model/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { type HttpAnswer, httpRequest } from '../../support/http-request.js';
import { restApiOf, type RouteSketch } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';
import { signedHeaders } from '../../support/signed-request.js';

const everyone = { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' };
const here = { IpAddress: { 'aws:SourceIp': ['127.0.0.0/8'] } };
const arn = 'arn:aws:execute-api:eu-west-1:********9012:abcde12345/test/GET/x';

interface Case {
  readonly statements: readonly object[];
  readonly route?: RouteSketch;
  readonly authorizer?: RestAuthorizer;
  readonly account?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What a Lambda authorizer answers. */
  readonly guard?: () => unknown;
}

async function ask({ statements, route, authorizer, account, headers = {}, guard }: Case): Promise<HttpAnswer> {
  const api = restApiOf({
    account: account ?? '123456789012',
    routes: [route ?? {}],
    policy: { Version: '2012-10-17', Statement: statements },
    ...(authorizer !== undefined && { authorizers: { Guard: authorizer } }),
  });
  const frontend = frontendOf((target) => (target.name === 'Guard' ? guard?.() : { statusCode: 200, body: 'ok' }));
  await using server = await serveApis([api], frontend);
  return await httpRequest(server.port, '/x', { headers: { host: 'example.com', ...headers } });
}

const refused = (text: string) => ({ status: 403, body: JSON.stringify({ Message: text }) });
const implicitly = refused(`User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${arn}`);
const explicitly = refused(
  `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${arn} with an explicit deny`,
);
const allowed = { status: 200, body: 'ok' };

// https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
describe('a resource policy of a REST API', () => {
  it.each([
    ['nobody is named', [], implicitly],
    ['everyone is allowed', [everyone], allowed],
    [
      'everyone is allowed by ARN',
      [{ ...everyone, Resource: 'arn:aws:execute-api:eu-west-1:123456789012:abcde12345/test/GET/x' }],
      allowed,
    ],
    ['another path is allowed', [{ ...everyone, Resource: 'execute-api:/test/GET/y' }], implicitly],
    ['another action is allowed', [{ ...everyone, Action: 'execute-api:ManageConnections' }], implicitly],
    ['this address is allowed', [{ ...everyone, Condition: here }], allowed],
    [
      'other addresses are allowed',
      [{ ...everyone, Condition: { IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } } }],
      implicitly,
    ],
    ['this address is denied', [everyone, { ...everyone, Effect: 'Deny', Condition: here }], explicitly],
    [
      'all but one network are denied',
      [everyone, { ...everyone, Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-1'] } } }],
      explicitly,
    ],
    ['an account is allowed, and nobody has signed', [{ ...everyone, Principal: { AWS: '111111111111' } }], implicitly],
    [
      'all but an account are denied',
      [everyone, { ...everyone, Effect: 'Deny', Principal: undefined, NotPrincipal: { AWS: '111111111111' } }],
      explicitly,
    ],
    ['a statement cannot be read', [everyone, { Effect: 'Deny', Principal: '*', NotAction: 'x' }], explicitly],
  ] as const)('on an open method: %s', async (_case, statements, answer) => {
    expect(await ask({ statements })).toMatchObject(answer);
  });

  describe('on a method with a Lambda authorizer', () => {
    const authorizer = {
      type: 'TOKEN',
      functionReference: 'Guard',
      identitySource: 'method.request.header.T',
      ttlSeconds: 0,
    } as const;
    const route = { authorization: { type: 'AUTHORIZER', name: 'Guard', scopes: [] } } as const;
    const guardSaying = (Effect: string, Resource = '*') => ({
      principalId: 'me',
      policyDocument: { Statement: [{ Action: 'execute-api:Invoke', Effect, Resource }] },
    });
    const elsewhere = guardSaying('Allow', 'arn:aws:execute-api:eu-west-1:123456789012:other/*');

    it.each([
      ['says nothing, and the authorizer allows', [], guardSaying('Allow'), 200],
      ['says nothing, and the authorizer neither', [], elsewhere, 403],
      ['allows, and the authorizer says nothing', [everyone], elsewhere, 200],
      ['allows, and the authorizer denies', [everyone], guardSaying('Deny'), 403],
    ])('%s', async (_case, statements, answer, status) => {
      const response = await ask({ statements, route, authorizer, headers: { T: 't' }, guard: () => answer });

      expect(response.status).toBe(status);
    });

    it('denies before the authorizer is asked', async () => {
      let asked = 0;
      const guard = (): unknown => {
        asked += 1;
        return guardSaying('Allow');
      };

      const response = await ask({
        statements: [{ ...everyone, Effect: 'Deny' }],
        route,
        authorizer,
        headers: { T: 't' },
        guard,
      });

      expect(response).toMatchObject(explicitly);
      expect(asked).toBe(0);
    });
  });

  describe('on a method with IAM authorization', () => {
    const route = { authorization: { type: 'AWS_IAM' } } as const;
    const headers = signedHeaders({ path: '/x', host: 'example.com', service: 'execute-api' });
    const signerOf = (account: string) => ({ ...everyone, Principal: { AWS: `arn:aws:iam::${account}:root` } });

    it.each([
      ['says nothing of a signer of the API’s own account', '111111111111', [], 200],
      ['says nothing of a signer of another account', '123456789012', [], 403],
      ['allows the account of the signer', '123456789012', [signerOf('111111111111')], 200],
      ['allows another account', '123456789012', [signerOf('222222222222')], 403],
      ['denies the account of the signer', '111111111111', [{ ...signerOf('111111111111'), Effect: 'Deny' }], 403],
    ])('%s', async (_case, account, statements, status) => {
      expect((await ask({ statements, route, account, headers })).status).toBe(status);
    });

    it('names the signer that it refuses', async () => {
      const { body } = await ask({ statements: [], route, headers });

      expect(body).toMatch(
        /^\{"Message":"User: arn:aws:iam::111111111111:\S+ is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:eu-west-1:\*{8}9012:abcde12345\/test\/GET\/x"\}$/,
      );
    });
  });
});

import { describe, expect, it } from '@jest/globals';
import { listenHttp, ManualClock, silentLogger } from '../../../src/base/index.js';
import { type AuthorizationNeeds, createTestInvokeHandler } from '../../../src/front-doors/api-gateway/index.js';
import type { RestAuthorizer } from '../../../src/model/index.js';
import { type FakeEvent, frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { restApiOf } from '../../support/routed-request.js';
import { registryOf, someAuthorization } from '../../support/served-apis.js';

const token: RestAuthorizer = {
  type: 'TOKEN',
  functionReference: 'Guard',
  identitySource: 'method.request.header.Authorization',
  ttlSeconds: 300,
};
const authorizers: Readonly<Record<string, RestAuthorizer>> = {
  guard: token,
  byRequest: {
    type: 'REQUEST',
    functionReference: 'Guard',
    identitySources: ['method.request.querystring.q', 'stageVariables.v'],
    ttlSeconds: 0,
  },
  pool: {
    type: 'COGNITO_USER_POOLS',
    userPoolArns: ['arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_x'],
    identitySource: 'method.request.header.Authorization',
  },
  elsewhere: { type: 'UNVERIFIABLE', reason: 'its function is not known here' },
};
const policyDocument = {
  Version: '2012-10-17',
  Statement: [{ Action: 'execute-api:Invoke', Effect: 'Deny', Resource: 'arn:aws:execute-api:*' }],
};

async function ask(
  name: string,
  input: object,
  result: (event: FakeEvent) => unknown = () => ({ principalId: 'user', policyDocument, context: { n: 1, s: 'a' } }),
  authorization: Partial<AuthorizationNeeds> = {},
) {
  const frontend = frontendOf((_target, event) => result(event));
  const test = createTestInvokeHandler({
    registry: registryOf([restApiOf({ id: 'api1234567', account: '111111111111', authorizers })]),
    frontend,
    queue: { accept: (request) => Promise.resolve(frontend.check(request)) },
    clock: new ManualClock(Date.UTC(2026, 10, 28, 22, 44, 0)),
    logger: silentLogger,
    authorization: { ...someAuthorization, ...authorization },
  });
  await using server = await listenHttp(
    (request, response) => {
      if (!test(request, response)) response.writeHead(501).end('{}');
    },
    { host: '127.0.0.1', port: 0 },
  );
  const { status, headers, body } = await httpRequest(server.port, `/restapis/api1234567/authorizers/${name}`, {
    method: 'POST',
    body: JSON.stringify(input),
  });
  return { status, type: headers['x-amzn-errortype'], answer: JSON.parse(body) as Record<string, unknown> };
}

// https://docs.aws.amazon.com/apigateway/latest/api/API_TestInvokeAuthorizer.html; the log as in https://github.com/sbarski/serverless-architectures-aws/issues/11.
describe('TestInvokeAuthorizer', () => {
  it('shows what a Lambda authorizer answers, with the status 0, whatever its policy allows', async () => {
    const { status, answer } = await ask('guard', { headers: { Authorization: 'secret-token' } });

    expect(status).toBe(200);
    expect(answer).toMatchObject({
      clientStatus: 0,
      latency: 0,
      principalId: 'user',
      policy: JSON.stringify(policyDocument),
      authorization: { n: ['1'], s: ['a'] },
    });
    const lines = String(answer['log']).split('\n');
    const time = 'Sat Nov 28 22:44:00 UTC 2026 : ';
    const uri =
      'https://lambda.eu-west-1.amazonaws.com/2015-03-31/functions/arn:aws:lambda:eu-west-1:111111111111:function:Guard/invocations';
    expect(lines).toEqual([
      expect.stringMatching(/^Execution log for request [0-9a-f-]{36}$/),
      expect.stringMatching(new RegExp(`^${time}Starting authorizer: guard for request: `)),
      `${time}Incoming identity: ******-token`,
      `${time}Endpoint request URI: ${uri}`,
      expect.stringContaining('Endpoint request headers: {x-amzn-lambda-integration-tag='),
      `${time}Endpoint request body after transformations: {"type":"TOKEN","methodArn":"arn:aws:execute-api:eu-west-1:111111111111:api1234567/ESTestInvoke-stage/GET/","authorizationToken":"secret-token"}`,
      `${time}Sending request to ${uri}`,
      expect.stringContaining('Authorizer result body before parsing: {"principalId":"user"'),
      `${time}Using valid authorizer policy for principal: **er`,
      `${time}Successfully completed authorizer execution`,
      '',
    ]);
  });

  it('gives a REQUEST authorizer headers, query and stage variables of the test', async () => {
    let seen: FakeEvent = {};
    const result = (event: FakeEvent) => {
      seen = event;
      return { principalId: 'p', policyDocument };
    };

    const { answer } = await ask(
      'byRequest',
      { pathWithQueryString: '/a/b?q=1', multiValueHeaders: { H: ['1', '2'] }, stageVariables: { v: 'w' } },
      result,
    );

    expect(answer).toMatchObject({ clientStatus: 0, principalId: 'p' });
    expect(seen).toMatchObject({
      type: 'REQUEST',
      path: '/a/b',
      queryStringParameters: { q: '1' },
      multiValueHeaders: { H: ['1', '2'] },
      stageVariables: { v: 'w' },
    });
  });

  it.each([
    ['no token comes', {}, () => null, 401, /Unauthorized request: /],
    [
      'the function refuses',
      { headers: { authorization: 't' } },
      () => ({
        outcome: 'function-error',
        payload: Buffer.from('{"errorMessage":"Unauthorized"}'),
        contentType: 'application/json',
      }),
      401,
      /Unauthorized request: /,
    ],
    [
      'its answer is malformed',
      { headers: { authorization: 't' } },
      () => ({ isAuthorized: true }),
      500,
      /Execution failed due to configuration error: .*principalId/,
    ],
  ])('tells the status that a client would get when %s', async (_case, input, result, clientStatus, log) => {
    const { answer } = await ask('guard', input, result);

    expect(answer).toEqual({ clientStatus, latency: 0, log: expect.stringMatching(log) });
  });

  it('shows the claims of a user pool', async () => {
    const { answer } = await ask('pool', {}, undefined, { mockClaims: { sub: 's', 'cognito:groups': ['a', 'b'] } });

    expect(answer).toMatchObject({ clientStatus: 0, claims: { sub: 's', 'cognito:groups': 'a,b' } });
  });

  it.each([
    [
      'elsewhere',
      400,
      'BadRequestException',
      /"elsewhere" cannot be tested: its function is not known here.*--disable-authorizer/,
    ],
    ['none', 404, 'NotFoundException', /Invalid Authorizer identifier specified/],
  ])('refuses the authorizer "%s" with %d', async (name, status, type, message) => {
    expect(await ask(name, {})).toEqual({ status, type, answer: { message: expect.stringMatching(message) } });
  });
});

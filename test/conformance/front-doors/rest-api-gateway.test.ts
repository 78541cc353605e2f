import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '../../../src/base/index.js';
import type { UsagePlan } from '../../../src/model/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { recordingOf } from '../../support/recordings.js';
import { type ApiSketch, restApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

const ok = frontendOf(() => ({ statusCode: 200, body: 'ok' }));

// Recordings TestApiGatewayCommon::test_api_gateway_request_validator and …_with_ref_models.
describe('a request validator of a REST API', () => {
  const schema = {
    $schema: 'http://json-schema.org/draft-04/schema#',
    title: 'testSchema',
    type: 'object',
    properties: { a: { type: 'number' }, b: { type: 'number' } },
    required: ['a', 'b'],
  };
  const api = restApiOf({
    models: {
      testSchema: schema,
      testSchemaList: {
        type: 'array',
        items: { $ref: 'https://apigateway.amazonaws.com/restapis/abcde12345/models/testSchema' },
      },
    },
    routes: ['testSchema', 'testSchemaList'].map((model) => ({
      method: 'POST',
      path: `/${model}/{issuer}`,
      requestParameters: {
        'method.request.header.x-header-param': true,
        'method.request.path.issuer': true,
        'method.request.querystring.qs1': true,
        'method.request.querystring.optional': false,
      },
      requestModels: { 'application/json': model },
      validates: { body: true, parameters: true },
    })),
  });
  const post = (port: number, path: string, body: string, headers: Record<string, string> = {}) =>
    httpRequest(port, path, { method: 'POST', headers: { 'Content-Type': 'application/json', ...headers }, body });
  const recorded = (step: string, test = 'test_api_gateway_request_validator') =>
    recordingOf('apigateway__test_apigateway_common', `TestApiGatewayCommon::${test}`)[step];

  it('names the parameters that are missing, headers first', async () => {
    await using server = await serveApis([api], ok);

    const { status, body, headers } = await post(server.port, '/testSchema/x', '{}');

    expect([status, headers['x-amzn-errortype']]).toEqual([400, 'BadRequestException']);
    expect(JSON.parse(body)).toEqual({ message: 'Missing required request parameters: [x-header-param, qs1]' });
  });

  it.each(['{"a": 1}', '{"a": 1, "b": "2"}', '{', ''])('refuses the body %j in the recorded words', async (body) => {
    await using server = await serveApis([api], ok);

    const answered = await post(server.port, '/testSchema/x?qs1=1', body, { 'x-header-param': 'h' });

    expect([answered.status, JSON.parse(answered.body)]).toEqual([400, recorded('invalid-request-body')]);
  });

  it('follows references between models', async () => {
    await using server = await serveApis([api], ok);
    const call = (body: string) => post(server.port, '/testSchemaList/x?qs1=1', body, { 'x-header-param': 'h' });

    const [good, bad] = [await call('[{"a":1,"b":2}]'), await call('[{"a":1}]')];

    expect(good.status).toBe(200);
    expect(JSON.parse(bad.body)).toEqual(
      recorded('failed-validation', 'test_api_gateway_request_validator_with_ref_models'),
    );
  });

  it('leaves bodies of other types alone', async () => {
    await using server = await serveApis([api], ok);

    const { status } = await post(server.port, '/testSchema/x?qs1=1', '<a/>', {
      'x-header-param': 'h',
      'Content-Type': 'text/xml',
    });

    expect(status).toBe(200);
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
describe('a gateway response of a REST API', () => {
  const refuse = async (api: ApiSketch, path = '/none', headers: Record<string, string> = {}) => {
    await using server = await serveApis([restApiOf(api)], ok);
    return await httpRequest(server.port, path, { headers });
  };

  it('takes status, headers and body from the API', async () => {
    const { status, headers, body } = await refuse(
      {
        routes: [{}],
        gatewayResponses: {
          MISSING_AUTHENTICATION_TOKEN: {
            statusCode: 404,
            parameters: {
              'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
              'gatewayresponse.header.X-Agent': 'method.request.header.user-agent',
              'gatewayresponse.header.X-Id': 'context.apiId',
            },
            templates: {
              'application/json':
                '{"type":"$context.error.responseType","said":$context.error.messageString,"q":"$method.request.querystring.q"}',
            },
          },
        },
      },
      '/none?q=1',
      { 'User-Agent': 'me' },
    );

    expect([status, JSON.parse(body)]).toEqual([
      404,
      { type: 'MISSING_AUTHENTICATION_TOKEN', said: 'Missing Authentication Token', q: '1' },
    ]);
    expect(headers).toMatchObject({ 'access-control-allow-origin': '*', 'x-agent': 'me', 'x-id': 'abcde12345' });
  });

  it('falls back to DEFAULT_4XX, keeping its status, and to DEFAULT_5XX for a function that fails', async () => {
    const gatewayResponses = {
      DEFAULT_4XX: { parameters: { 'gatewayresponse.header.X-Family': "'4'" }, templates: {} },
      DEFAULT_5XX: { statusCode: 599, parameters: {}, templates: { 'application/json': 'broken' } },
    };

    const missing = await refuse({ routes: [{}], gatewayResponses });
    const failed = await refuse({ routes: [{ functionReference: 'a:b:c:d' }], gatewayResponses }, '/x');

    expect([missing.status, missing.headers['x-family'], missing.body]).toEqual([
      403,
      '4',
      '{"message":"Missing Authentication Token"}',
    ]);
    expect([failed.status, failed.body]).toEqual([599, 'broken']);
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-api-usage-plans.html
describe('a method that needs an API key', () => {
  const plan: UsagePlan = {
    id: 'plan',
    stages: ['test'],
    keys: [
      { id: 'key', value: 'secret', enabled: true },
      { id: 'off', value: 'disabled', enabled: false },
    ],
  };
  const serve = (usagePlan: Partial<UsagePlan> = {}, clock = new ManualClock(Date.UTC(2026, 2, 1))) =>
    serveApis(
      [restApiOf({ routes: [{ apiKeyRequired: true }], usagePlans: [{ ...plan, ...usagePlan }] })],
      frontendOf((_target, event) => ({ statusCode: 200, body: JSON.stringify(event['requestContext']) })),
      { clock },
    );
  const call = (port: number, key?: string) =>
    httpRequest(port, '/x', { headers: key === undefined ? {} : { 'x-api-key': key } });

  it('tells the function whose key it was', async () => {
    await using server = await serve();

    expect(JSON.parse((await call(server.port, 'secret')).body)).toMatchObject({
      identity: { apiKey: 'secret', apiKeyId: 'key' },
    });
  });

  it.each([undefined, 'other', 'disabled'])('refuses the key %j', async (key) => {
    await using server = await serve();

    expect(await call(server.port, key)).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
  });

  it('refuses the key of a plan for another stage', async () => {
    await using server = await serve({ stages: ['live'] });

    expect((await call(server.port, 'secret')).status).toBe(403);
  });

  it('is throttled at the rate and burst of the plan', async () => {
    const clock = new ManualClock(Date.UTC(2026, 2, 1));
    await using server = await serve({ throttle: { rateLimit: 1, burstLimit: 2 } }, clock);

    const answers = [
      await call(server.port, 'secret'),
      await call(server.port, 'secret'),
      await call(server.port, 'secret'),
    ];
    clock.advance(1000);
    answers.push(await call(server.port, 'secret'));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 429, 200]);
    expect(answers[2]?.body).toBe('{"message":"Too Many Requests"}');
  });

  it('has a quota for each period', async () => {
    const clock = new ManualClock(Date.UTC(2026, 2, 1, 23));
    await using server = await serve({ quota: { limit: 1, period: 'DAY', offset: 0 } }, clock);

    const answers = [await call(server.port, 'secret'), await call(server.port, 'secret')];
    clock.advance(3_600_000);
    answers.push(await call(server.port, 'secret'));

    expect(answers.map(({ status }) => status)).toEqual([200, 429, 200]);
    expect(answers[1]?.body).toBe('{"message":"Limit Exceeded"}');
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode.html
describe('a method that streams', () => {
  const preludeType = 'application/vnd.awslambda.http-integration-response';
  const prelude = (body: string) =>
    Buffer.concat([
      Buffer.from('{"statusCode":201,"headers":{"Content-Type":"text/html"},"cookies":["a=1"]}'),
      Buffer.alloc(8),
      Buffer.from(body),
    ]);

  it('passes the stream on behind the prelude', async () => {
    const frontend = frontendOf(async (_target, _event, { sink }) => {
      sink?.begin({ contentType: preludeType });
      await sink?.write(prelude('<p>'));
      await sink?.write(Buffer.from('more'));
      return { outcome: 'success', payload: Buffer.alloc(0), contentType: preludeType, streamed: true };
    });
    await using server = await serveApis([restApiOf({ routes: [{ streams: true }] })], frontend);

    const { status, headers, body } = await httpRequest(server.port, '/x');

    expect([status, headers['content-type'], headers['set-cookie'], headers['transfer-encoding'], body]).toEqual([
      201,
      'text/html',
      ['a=1'],
      'chunked',
      '<p>more',
    ]);
    expect(headers['x-amzn-requestid']).toBeDefined();
  });

  it('is 500 when the stream has no prelude', async () => {
    const frontend = frontendOf(async (_target, _event, { sink }) => {
      sink?.begin({ contentType: 'text/plain' });
      await sink?.write(Buffer.from('text'));
      return { outcome: 'success', payload: Buffer.alloc(0), contentType: 'text/plain', streamed: true };
    });
    await using server = await serveApis([restApiOf({ routes: [{ streams: true }] })], frontend);

    expect(await httpRequest(server.port, '/x')).toMatchObject({
      status: 500,
      body: '{"message": "Internal server error"}',
    });
  });

  it('behind a buffered method gives status and headers, but no body', async () => {
    const frontend = frontendOf(() => ({
      outcome: 'success',
      payload: prelude('<p>'),
      contentType: preludeType,
      streamed: false,
    }));
    await using server = await serveApis([restApiOf({ routes: [{}] })], frontend);

    expect(await httpRequest(server.port, '/x')).toMatchObject({
      status: 201,
      body: '',
      headers: { 'content-type': 'text/html', 'x-amzn-trace-id': expect.stringMatching(/^Root=1-/) },
    });
  });
});

// https://docs.aws.amazon.com/apigateway/latest/developerguide/canary-release.html
it.each([
  [100, { v: 'canary' }, true],
  [0, { v: 'stable' }, false],
])(
  'a canary with %d percent of the traffic has the stage variables %j',
  async (percentTraffic, variables, isCanary) => {
    const stage = { name: 'test', variables: { v: 'stable' }, canary: { percentTraffic, variables: { v: 'canary' } } };
    const frontend = frontendOf((_target, { stageVariables, requestContext }) => ({
      statusCode: 200,
      body: JSON.stringify([stageVariables, (requestContext as { isCanaryRequest: unknown }).isCanaryRequest]),
    }));
    await using server = await serveApis([restApiOf({ stages: [stage], routes: [{}] })], frontend);

    expect(JSON.parse((await httpRequest(server.port, '/x')).body)).toEqual([variables, isCanary]);
  },
);

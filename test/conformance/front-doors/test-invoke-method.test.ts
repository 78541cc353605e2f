import { describe, expect, it } from '@jest/globals';
import { listenHttp, type ListeningServer, ManualClock, silentLogger } from '../../../src/base/index.js';
import { createTestInvokeHandler } from '../../../src/front-doors/api-gateway/index.js';
import type { InvokeFrontend } from '../../../src/invoke-path/invoke-frontend/index.js';
import type { RestApi } from '../../../src/model/index.js';
import { restLambdaIntegration } from '../../support/rest-lambda-integration.js';
import { frontendOf, success } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { recordingOf } from '../../support/recordings.js';
import { restApiOf, type RouteSketch } from '../../support/routed-request.js';
import { registryOf, someAuthorization } from '../../support/served-apis.js';

interface Answer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly log: string;
  readonly latency: number;
}

function serve(api: RestApi, frontend: InvokeFrontend): Promise<ListeningServer> {
  const test = createTestInvokeHandler({
    registry: registryOf([api]),
    frontend,
    queue: { accept: (request) => Promise.resolve(frontend.check(request)) },
    clock: new ManualClock(Date.UTC(2026, 10, 28, 22, 44, 0)),
    logger: silentLogger,
    authorization: someAuthorization,
  });
  return listenHttp(
    (request, response) => {
      if (!test(request, response)) response.writeHead(501).end('not its own');
    },
    { host: '127.0.0.1', port: 0 },
  );
}

const apiWith = (route: RouteSketch): RestApi =>
  restApiOf({ id: 'api1234567', account: '111111111111', routes: [{ path: '/foo', ...route }] });
const url = (resource: string, verb = 'GET', api = 'api1234567'): string =>
  `/restapis/${api}/resources/${encodeURIComponent(resource)}/methods/${verb}`;

async function invoke(server: ListeningServer, input: object = {}, resource = '/foo'): Promise<Answer> {
  const headers = {
    Authorization: 'AWS4-HMAC-SHA256 Credential=AKIATEST/20261128/eu-west-1/apigateway/aws4_request, x',
  };
  const { body } = await httpRequest(server.port, url(resource), {
    method: 'POST',
    headers,
    body: JSON.stringify(input),
  });
  return JSON.parse(body) as Answer;
}

const passed = restLambdaIntegration();

// Recording TestAPIGateway::test_apigw_test_invoke_method_api.
describe('TestInvokeMethod', () => {
  const recording = recordingOf(
    'apigateway__test_apigateway_basic',
    'TestAPIGateway::test_apigw_test_invoke_method_api',
  );

  it.each([
    ['test_invoke_method_response', {}],
    [
      'test_invoke_method_response_with_body',
      {
        pathWithQueryString: '/foo?queryTest=value',
        body: '{"test": "val123"}',
        headers: { 'content-type': 'application/json' },
      },
    ],
  ])('answers and tells of it as recorded: %s', async (step, input) => {
    const recorded = recording[step] as Omit<Answer, 'log' | 'body'> & {
      readonly log: Record<string, string>;
      readonly body: object;
    };
    const returned = recorded.log['line13']?.replace(/^.*?transformations: /, '') ?? '';
    const frontend = frontendOf(() => success(returned));
    await using server = await serve(apiWith({ integration: passed }), frontend);

    const { log, body, ...answer } = await invoke(server, input);

    const trace = answer.headers['X-Amzn-Trace-Id'] ?? '';
    expect(trace).toMatch(/^Root=1-/);
    expect(JSON.parse(body)).toEqual(recorded.body);
    expect(answer).toMatchObject({ status: 200, headers: { 'Content-Type': 'application/json' } });
    expect(Object.keys(answer.headers).sort()).toEqual(Object.keys(recorded.headers).sort());
    expect(answer.multiValueHeaders).toEqual({ 'Content-Type': ['application/json'], 'X-Amzn-Trace-Id': [trace] });
    expect(log.split('\n').map(shapeOf)).toEqual(Object.values(recorded.log).map(shapeOf));
  });

  it('shows the function a caller that is none', async () => {
    let event: Record<string, unknown> = {};
    const frontend = frontendOf((_target, seen) => {
      event = seen;
      return { statusCode: 200 };
    });
    await using server = await serve(apiWith({ path: '/foo/{id}' }), frontend);

    const { status } = await invoke(
      server,
      { pathWithQueryString: '/foo/7?a=1', stageVariables: { v: 'w' } },
      '/foo/{id}',
    );

    expect(status).toBe(200);
    expect(event).toMatchObject({
      path: '/foo/7',
      headers: null,
      multiValueHeaders: null,
      pathParameters: { id: '7' },
      queryStringParameters: { a: '1' },
      stageVariables: { v: 'w' },
      requestContext: {
        stage: 'test-invoke-stage',
        path: '/foo/7',
        domainName: 'testPrefix.testDomainName',
        domainPrefix: 'testPrefix',
        identity: { sourceIp: 'test-invoke-source-ip', accessKey: 'AKIATEST', apiKey: 'test-invoke-api-key' },
      },
    });
  });

  it('asks for neither authorizer nor key, and validates', async () => {
    const route: RouteSketch = {
      authorization: { type: 'AUTHORIZER', name: 'Guard', scopes: [] },
      apiKeyRequired: true,
      requestParameters: { 'method.request.querystring.q': true },
      validates: { body: false, parameters: true },
    };
    await using server = await serve(
      apiWith(route),
      frontendOf(() => ({ statusCode: 200, body: 'ok' })),
    );

    expect(await invoke(server, { pathWithQueryString: '/foo?q=1' })).toMatchObject({ status: 200, body: 'ok' });
    expect(await invoke(server)).toMatchObject({
      status: 400,
      body: '{"message":"Missing required request parameters: [q]"}',
      log: expect.stringContaining('Method completed with status: 400'),
    });
  });

  it('tells why a method failed', async () => {
    const failing = frontendOf(() => ({
      outcome: 'function-error',
      errorType: 'Error',
      payload: Buffer.from('{"errorMessage":"no"}'),
      streamed: false,
    }));
    await using server = await serve(apiWith({}), failing);

    const { status, log } = await invoke(server);

    expect(status).toBe(502);
    expect(log).toContain(
      'Lambda execution failed with status 200 due to customer function error: {"errorMessage":"no"}.',
    );
    expect(log).not.toContain('Successfully completed execution');
  });

  it.each([
    [url('nowhere'), 404, '{"message":"Invalid Resource identifier specified"}'],
    [url('/foo', 'DELETE'), 404, '{"message":"Invalid Method identifier specified"}'],
    [url('/foo', 'GET', 'other'), 501, 'not its own'],
    ['/2015-03-31/functions', 501, 'not its own'],
  ])('answers %s with %d', async (path, status, body) => {
    await using server = await serve(
      apiWith({}),
      frontendOf(() => null),
    );

    expect(await httpRequest(server.port, path, { method: 'POST', body: '{}' })).toMatchObject({ status, body });
  });
});

/** A line of a log without what differs from test to test. */
function shapeOf(line: string): string {
  return line
    .replace(/^\w{3} \w{3} \w\w \S+ UTC \w{4} : /, '')
    .replace(/(request:? )\S+$/, '$1*')
    .replace(/https:\/\/\S+/, 'https://*')
    .replace(/-tag=[^,]+/, '-tag=*')
    .replace(/Authorization=[^,]+/, 'Authorization=*')
    .replace(/X-Amz-Date=[^,]+/, 'X-Amz-Date=*')
    .replace(/(api-id=|AmazonAPIGateway_)[^, ]+/g, '$1*')
    .replace(/, X-Amz-Security-Token=\S+/, '')
    .replace(/latency: \S+ ms/, 'latency: * ms')
    .replace(/Date=\w+, .*?GMT/, 'Date=*')
    .replace(/(x-amzn-RequestId|X-Amzn-Trace-Id|[^-]Content-Length)=[^,}]+/g, '$1=*');
}

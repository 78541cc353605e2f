import { describe, expect, it } from '@jest/globals';
import type { RestMethod } from '../../../src/model/index.js';
import { restLambdaIntegration } from '../../support/rest-lambda-integration.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { recordedTests, recordingOf } from '../../support/recordings.js';
import { restApiOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

type Mock = Extract<RestMethod['integration'], { readonly type: 'MOCK' }>;

function mock(requestTemplate: string, responseTemplate: string, settings: Partial<Mock> = {}): Mock {
  return {
    type: 'MOCK',
    requestParameters: {},
    requestTemplates: { 'application/json': requestTemplate },
    passthroughBehavior: 'WHEN_NO_MATCH',
    responses: [{ statusCode: 200, parameters: {}, templates: { 'application/json': responseTemplate } }],
    ...settings,
  };
}

const basic = 'apigateway__test_apigateway_basic';
const common = 'apigateway__test_apigateway_common';
const nobody = frontendOf(() => null);

describe('a mock integration of a REST API', () => {
  it.each(recordedTests(basic, 'TestIntegrations::test_mock_integration_response'))(
    'answers as recorded: %s',
    async (test) => {
      const recording = recordingOf(basic, test);
      const [, passthroughBehavior, address, method] = /\[(\w+)-UrlType\.(\w+)-(\w+)\]/.exec(test) ?? [];
      const settings = { passthroughBehavior: passthroughBehavior as Mock['passthroughBehavior'] };
      const integration = mock('{"statusCode": 200}', '{"statusCode": 200, "id": $input.params().path.id}', settings);
      const api = restApiOf({
        id: 'mock123456',
        stage: 'dev',
        routes: [{ method: 'ANY', path: '/items/{id}', integration }],
      });
      await using server = await serveApis([api], nobody);

      const { status, body } = await httpRequest(
        server.port,
        address === 'PATH_BASED' ? '/_aws/execute-api/mock123456/dev/items/42' : '/dev/items/42',
        {
          method: method ?? '',
          headers: {
            Host: address === 'PATH_BASED' ? 'localhost' : 'mock123456.execute-api.us-east-1.localhost',
            'Content-Type': 'application/json',
          },
        },
      );

      expect(status).toBe(200);
      expect(JSON.parse(body)).toEqual(recording['mock-response']);
    },
  );

  // Recording test_integration_mock_with_vtl_map_assignation.
  it('has maps that templates fill by assignment, by put, and with maps', async () => {
    const recording = recordingOf(
      'apigateway__test_apigateway_integrations',
      'test_integration_mock_with_vtl_map_assignation',
    );
    const request = `#set($name = "name")
#set($map = {"$name": "foo"})
#set($map.value = "bar")
#set($ignored = $map.put("value2", "putBar"))
#set($map["nested"] = {"value3": "nestedFoo"})
#set($context.map = $map)
{"statusCode": 200}`;
    const response = `{"value": "$context.map.value", "value2": "$context.map.get('value2')", "value3": "$context.map.nested.value3"}`;
    await using server = await serveApis([restApiOf({ routes: [{ integration: mock(request, response) }] })], nobody);

    const { status, body } = await httpRequest(server.port, '/x');

    expect({ body: JSON.parse(body) as unknown, status_code: status }).toEqual(recording['response']);
  });
});

// Recording TestApiGatewayCommon::test_invocation_trace_id: with and without a trace of the client.
describe('the headers of a REST API’s response', () => {
  const recording = recordingOf(common, 'TestApiGatewayCommon::test_invocation_trace_id');
  const steps = Object.keys(recording).filter((step) => step.includes('req-headers'));
  const root = '1-3152b799-8954dae64eda91bc9a23a7e8';
  const traces: Readonly<Record<string, string>> = {
    'trace-id': `Root=${root};Parent=7fa8c0f79203be72;Sampled=1`,
    'trace-id-small': `Root=${root}`,
  };

  it.each(steps)('are those recorded: %s', async (step) => {
    const [, kind = '', type] = /^(.+)-req-headers-(.+)$/.exec(step) ?? [];
    const integration = type === 'MOCK' ? { integration: mock('{"statusCode": 200}', '{}') } : {};
    const frontend = frontendOf(() => ({ statusCode: 200, body: '{}' }));
    await using server = await serveApis([restApiOf({ routes: [integration] })], frontend);
    const trace = traces[kind];

    const { headers } = await fetch(`http://127.0.0.1:${server.port}/x`, {
      headers: trace === undefined ? {} : { 'X-Amzn-Trace-Id': trace },
    });

    const edge = /^(via|x-cache|x-amz-cf-.*)$/;
    const expected = Object.keys(recording[step] as object).filter((name) => !edge.test(name));
    const names = [...headers.keys()].filter((name) => name !== 'keep-alive');
    expect(names.sort()).toEqual(expected.sort());
    expect(headers.get('x-amzn-trace-id') ?? root).toContain(trace === undefined ? '' : root);
  });
});

describe('a Lambda integration that is no proxy', () => {
  // Recording test_lambda_aws_integration.
  it('answers what the function returned', async () => {
    const recording = recordingOf('apigateway__test_apigateway_lambda', 'test_lambda_aws_integration');
    const integration = restLambdaIntegration();
    const frontend = frontendOf((_target, event) => event);
    await using server = await serveApis([restApiOf({ routes: [{ method: 'POST', integration }] })], frontend);

    const answered = await httpRequest(server.port, '/x', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{"message": "hello world"}',
    });

    expect(JSON.parse(answered.body)).toEqual(recording['lambda-aws-integration']);
    expect(answered.headers['x-amzn-trace-id']).toMatch(/^Root=1-/);
  });
});

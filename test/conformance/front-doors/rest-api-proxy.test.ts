import { describe, expect, it } from '@jest/globals';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { RecordingMatcher, recordingOf } from '../../support/recordings.js';
import { apiOf, routeOf } from '../../support/routed-request.js';
import { serveApis } from '../../support/served-apis.js';

describe('a REST API with a Lambda proxy integration', () => {
  // Recording test_lambda_aws_proxy_integration_request_data_mapping; the request and its parameter mappings are that test's.
  it('gives the function the keys and values that AWS gives it', async () => {
    const recording = recordingOf(
      'apigateway__test_apigateway_lambda',
      'test_lambda_aws_proxy_integration_request_data_mapping',
    );
    const recorded = contentOf(recording['http-proxy-invocation-data-mapping']);
    let event: Record<string, unknown> = {};
    const frontend = frontendOf((_target, seen) => {
      event = seen;
      return { statusCode: 200, body: JSON.stringify({ message: 'hello world' }) };
    });
    const route = routeOf({ method: 'POST', path: '/{pathVariable}' });
    await using server = await serveApis(
      [apiOf({ stage: 'test', account: '111111111111', routes: [route] })],
      frontend,
    );

    await httpRequest(server.port, '/test/foobar?testVar=bar&testQueryString=foo', {
      method: 'POST',
      headers: {
        Host: 'abcde12345.execute-api.eu-west-1.localhost',
        'Content-Type': 'application/json',
        Accept: 'application/json',
        'Accept-Encoding': 'gzip, deflate',
        'User-Agent': 'test/integration',
        headerVar: 'request-value',
      },
      body: JSON.stringify({ message: 'hello world' }),
    });

    const matcher = new RecordingMatcher({ event: without(recorded, 'headers', 'multiValueHeaders', 'body') });
    expect(matcher.differences('event', without(event, 'headers', 'multiValueHeaders', 'body'))).toEqual([]);
    expect(JSON.parse(String(event['body']))).toEqual(recorded['body']);
    for (const map of ['headers', 'multiValueHeaders']) {
      expect(Object.keys(event[map] as object).sort()).toEqual(regionalNames(recorded[map]));
    }
  });

  // Recording test_routing_not_found.
  it.each([
    ['not-found', 'GET', '/unknown'],
    ['wrong-method', 'POST', '/exists'],
  ])('refuses as AWS does: %s', async (step, method, path) => {
    const recording = recordingOf(
      'apigateway__test_apigateway_common',
      'TestApigatewayRouting::test_routing_not_found',
    );
    await using server = await serveApis(
      [apiOf({ routes: [routeOf({ path: '/exists' })] })],
      frontendOf(() => ({})),
    );

    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });

    const answered = { content: await response.json(), errorType: response.headers.get('x-amzn-ErrorType') };
    expect(answered).toEqual(recording[step]);
  });
});

/** The content of a recorded step that tells status and content. */
function contentOf(step: unknown): Readonly<Record<string, unknown>> {
  return (step as { readonly content: Readonly<Record<string, unknown>> }).content;
}

function without(record: Readonly<Record<string, unknown>>, ...names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** Names of the recorded headers; CloudFront's belong to edge-optimised APIs, `foobar` to a parameter mapping. */
function regionalNames(headers: unknown): string[] {
  return Object.keys(headers as object)
    .filter((name) => !/^(CloudFront-|Via$|X-Amz-Cf-Id$|foobar$)/.test(name))
    .sort();
}

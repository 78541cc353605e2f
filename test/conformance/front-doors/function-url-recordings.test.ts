import { describe, expect, it } from '@jest/globals';
import { CreateFunctionUrlConfigCommand } from '@aws-sdk/client-lambda';
import { functionNotFound, type FunctionUrl } from '../../../src/model/index.js';
import { frontendOf } from '../../support/fake-frontend.js';
import { httpRequest } from '../../support/http-request.js';
import { createCommand } from '../../support/lambda-calls.js';
import { recordedSession } from '../../support/recorded-session.js';
import { recordingOf } from '../../support/recordings.js';
import { serveApis } from '../../support/served-apis.js';

const url: FunctionUrl = {
  id: 'abc123',
  region: 'us-east-1',
  account: '111111111111',
  functionReference: 'Fn',
  authType: 'NONE',
  invokeMode: 'BUFFERED',
};

interface Echoed {
  readonly args: object;
  readonly data: unknown;
  readonly headers: Readonly<Record<string, string>>;
  readonly method: string;
  readonly path: string;
}

/** What the recorded function shows of its event. */
function echo(event: Readonly<Record<string, unknown>>): Echoed {
  const { http } = event['requestContext'] as { readonly http: { readonly method: string; readonly path: string } };
  return {
    args: event['queryStringParameters'] ?? {},
    data: event['body'],
    headers: event['headers'] as Echoed['headers'],
    method: http.method,
    path: http.path,
  };
}

describe('the event of a function URL', () => {
  async function shown(path: string, headers: Record<string, string>, body: string): Promise<Echoed> {
    await using server = await serveApis(
      [],
      frontendOf((_target, event) => echo(event)),
      { urls: [url] },
    );
    const host = 'abc123.lambda-url.us-east-1.localhost';
    const answered = await httpRequest(server.port, path, {
      method: 'POST',
      headers: { Host: host, ...headers },
      body,
    });
    return JSON.parse(answered.body) as Echoed;
  }

  function without(headers: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('x-') && name !== 'host'));
  }

  // Recording TestLambdaURL::test_lambda_url_echo_http_fixture_trim_x_headers.
  it('has lower-case names and untouched values of headers', async () => {
    const recorded = recordingOf('test_lambda', 'TestLambdaURL::test_lambda_url_echo_http_fixture_trim_x_headers');
    const { args, data, headers, method, path } = recorded['url_response'] as Echoed;
    const sent = {
      Accept: '*/*',
      'Accept-Encoding': 'gzip, deflate',
      'Content-Type': 'application/json',
      'ExTrA-HeAdErs': 'With WeiRd CapS',
      'User-Agent': 'test/echo',
    };

    const seen = await shown('/path/1?q=query', sent, '{"foo": "bar"}');

    expect({ ...seen, data: JSON.parse(String(seen.data)) as unknown, headers: without(seen.headers) }).toEqual({
      args,
      data,
      headers: without(headers),
      method,
      path,
    });
  });

  // Recording TestLambdaURL::test_lambda_url_form_payload.
  it('has a multipart form in base64', async () => {
    const recorded = recordingOf('test_lambda', 'TestLambdaURL::test_lambda_url_form_payload');
    const { data, headers } = recorded['url_response'] as Echoed;
    const sent = {
      Accept: '*/*',
      'Accept-Encoding': 'gzip, deflate',
      'Content-Type': headers['content-type'] ?? '',
      'User-Agent': 'python/test-request',
    };

    const seen = await shown('/test/value', sent, Buffer.from(String(data), 'base64').toString());

    expect({ data: seen.data, headers: without(seen.headers) }).toEqual({ data, headers: without(headers) });
  });
});

// Recording TestLambdaURL::test_lambda_url_persists_after_alias_delete.
it('a function URL of an alias that is gone is forbidden, in the recorded words', async () => {
  const recorded = recordingOf('test_lambda', 'TestLambdaURL::test_lambda_url_persists_after_alias_delete');
  const gone = frontendOf(() => {
    throw functionNotFound('arn:aws:lambda:us-east-1:111111111111:function:Fn:gone');
  });
  const urls = [{ ...url, functionReference: 'Fn:gone' }];
  await using server = await serveApis([], gone, { urls });

  const { status, headers, body } = await httpRequest(server.port, '/_aws/lambda-url/abc123/');

  expect({
    status_code: status,
    headers: { 'x-amzn-ErrorType': headers['x-amzn-errortype'] },
    content: JSON.parse(body) as unknown,
  }).toEqual(recorded['invoke_deleted_alias_url_response_delayed']);
});

/** Recorded: test_lambda.json, TestLambdaURL. */
describe('CreateFunctionUrlConfig', () => {
  const session = recordedSession('test_lambda');

  it.each([undefined, 'BUFFERED', 'RESPONSE_STREAM'] as const)(
    'tells the invoke mode only when it was given (test_lambda_url_echo_invoke): %s',
    async (InvokeMode) => {
      const FunctionName = 'fn-1';
      const { step } = session.play(`TestLambdaURL::test_lambda_url_echo_invoke[${InvokeMode ?? 'None'}]`, {
        '<resource:1>': FunctionName,
      });
      await session.send(await createCommand({ FunctionName }));

      await step(
        'create_lambda_url_config',
        new CreateFunctionUrlConfigCommand({
          FunctionName,
          AuthType: 'NONE',
          ...(InvokeMode !== undefined && { InvokeMode }),
        }),
      );
    },
  );

  it('refuses an invoke mode that is none (test_lambda_url_invalid_invoke_mode)', async () => {
    const { step } = session.play('TestLambdaURL::test_lambda_url_invalid_invoke_mode');
    await session.send(await createCommand({ FunctionName: 'fn-1' }));
    const unknown = 'UNKNOWN' as 'BUFFERED';

    await step(
      'invoke_function_invalid_invoke_type',
      new CreateFunctionUrlConfigCommand({ FunctionName: 'fn-1', AuthType: 'NONE', InvokeMode: unknown }),
    );
  });
});

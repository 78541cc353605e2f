import { describe, expect, it } from '@jest/globals';
import { ProcessSandboxes } from '../../../../support/process-sandboxes.js';

describe('the Node.js client of the process host', () => {
  it.each(['nodejs22.x', 'nodejs24.x'])('streams chunk by chunk with %s', async (runtime) => {
    await using sandboxes = await ProcessSandboxes.create();
    const streams = await sandboxes.start({ runtime, handler: 'index.handler', code: 'streams' });

    const posted = await streams.api.invoke({ chunks: ['one', 'two', 'three'], pauseMs: 30 });
    const next = await streams.api.invoke({ chunks: ['again'] });

    expect(posted).toMatchObject({ route: 'response', body: 'onetwothree', chunks: ['one', 'two', 'three'] });
    expect(posted.headers).toMatchObject({
      'lambda-runtime-function-response-mode': 'streaming',
      'content-type': 'application/octet-stream',
      'transfer-encoding': 'chunked',
      trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
    });
    expect(posted.trailers).toEqual({});
    expect(next.body).toBe('again');
  });

  it('sends the HTTP metadata, eight NUL bytes and the body', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const streams = await sandboxes.start({ runtime: 'nodejs22.x', handler: 'index.handler', code: 'streams' });

    const posted = await streams.api.invoke({ chunks: ['body'], http: { statusCode: 201, cookies: ['a=b'] } });

    expect(posted.headers['content-type']).toBe('application/vnd.awslambda.http-integration-response');
    expect(posted.body).toBe(`{"statusCode":201,"cookies":["a=b"]}${'\0'.repeat(8)}body`);
  });

  it.each([
    ['before the first byte', 0, ''],
    ['in the middle', 1, 'one'],
  ])('tells an error %s of a stream in the trailers', async (_where, failBefore, body) => {
    await using sandboxes = await ProcessSandboxes.create();
    const streams = await sandboxes.start({ runtime: 'nodejs22.x', handler: 'index.handler', code: 'streams' });

    const posted = await streams.api.invoke({ chunks: ['one', 'two'], failBefore });

    const error = Buffer.from(posted.trailers['lambda-runtime-function-error-body'] ?? '', 'base64').toString();
    expect(posted).toMatchObject({ route: 'response', body });
    expect(posted.trailers['lambda-runtime-function-error-type']).toBe('RangeError');
    expect(JSON.parse(error)).toMatchObject({ errorType: 'RangeError', errorMessage: 'The stream broke.' });
  });

  it('answers by callback up to nodejs22.x', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const callback = await sandboxes.start({ runtime: 'nodejs22.x', handler: 'index.handler', code: 'callback' });

    const answered = await callback.api.invoke({ order: 1 });
    const failed = await callback.api.invoke({ error: 'no stock' });

    expect(answered).toMatchObject({ route: 'response', body: '{"order":1}' });
    expect(failed.route).toBe('error');
    expect(JSON.parse(failed.body)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no stock' });
  });

  it('refuses a handler with a callback from nodejs24.x on', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const callback = await sandboxes.start({ runtime: 'nodejs24.x', handler: 'index.handler', code: 'callback' });

    const exit = await callback.exit();

    expect(exit.exitCode).toBe(1);
    expect(JSON.parse(callback.api.initErrors[0]?.body ?? '')).toMatchObject({
      errorType: 'Runtime.CallbackHandlerDeprecated',
    });
  });

  it('lives on after a response that was refused as too large', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const large = await sandboxes.start({ runtime: 'nodejs22.x', handler: 'index.handler', code: 'large-response' });

    large.api.refuseNextPostWith = 413;
    await large.api.invoke({ bytes: 7_000_000 });
    const next = await large.api.invoke({ bytes: 10 });

    expect(next.body).toBe('"xxxxxxxx"');
  });

  it('exits when the Runtime API is gone', async () => {
    await using sandboxes = await ProcessSandboxes.create();
    const echo = await sandboxes.start({ runtime: 'nodejs22.x', handler: 'index.handler', code: 'echo' });
    await echo.api.invoke({});

    await echo.api[Symbol.asyncDispose]();
    const exit = await echo.exit();

    expect(exit.exitCode).toBe(1);
  });
});

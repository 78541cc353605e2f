import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RawConnection } from '../../support/raw-http.js';
import { invocation } from '../../support/function-version.js';
import { ServedRuntimeApi, type ServedOptions } from '../../support/runtime-api-session.js';

const { requestId } = invocation();
const nextLine = 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n';
const responseLine = `POST /2018-06-01/runtime/invocation/${requestId}/response HTTP/1.1\r\nHost: x\r\n`;
const errorLine = `POST /2018-06-01/runtime/invocation/${requestId}/error HTTP/1.1\r\nHost: x\r\n`;

/**
 * Clients that cannot be installed everywhere, as bytes on the wire. Sources: developer guide, "Using the Lambda runtime API for
 * custom runtimes"; sources of aws_lambda_ric 3.1.3 (Ruby), Amazon.Lambda.RuntimeSupport 2.1 (.NET), aws-lambda-go 1.55 and
 * aws-lambda-nodejs-runtime-interface-client 4.0.
 */
describe('the Runtime API on the wire', () => {
  let served: ServedRuntimeApi;
  const connections: RawConnection[] = [];

  beforeEach(async () => {
    served = await ServedRuntimeApi.open();
  });

  afterEach(async () => {
    for (const connection of connections.splice(0)) connection.destroy();
    await served[Symbol.asyncDispose]();
  });

  async function connect(): Promise<RawConnection> {
    const connection = await RawConnection.open(served.port);
    connections.push(connection);
    return connection;
  }

  async function serve(options: ServedOptions): Promise<void> {
    await served[Symbol.asyncDispose]();
    served = await ServedRuntimeApi.open(options);
  }

  it('serves Ruby, which opens a connection for each request', async () => {
    const poll = await connect();
    poll.write(nextLine, 'Accept: */*\r\nConnection: close\r\n\r\n');
    const event = await poll.response();
    await poll.closedByServer();
    const post = await connect();
    post.write(responseLine, 'Connection: close\r\nContent-Length: 4\r\n\r\nnull');

    const reply = await post.response();

    expect(event.body.toString()).toBe('{"a":1}');
    expect(reply.head).toMatch(/^HTTP\/1\.1 202 /);
    expect(await served.answer).toMatchObject({ kind: 'response', payload: Buffer.from('null') });
  });

  it('serves .NET streaming: chunks over a bare socket, which then reads the reply by its Content-Length and parses it', async () => {
    const received: string[] = [];
    await serve({
      sink: {
        begin: ({ contentType }) => void received.push(contentType),
        write: (chunk) => {
          received.push(chunk.toString());
          return undefined;
        },
      },
    });
    const client = await connect();
    client.write(nextLine, '\r\n');
    await client.response();
    const stream = await connect();
    stream.write(
      responseLine,
      'User-Agent: aws-lambda-dotnet/2.1\r\n',
      'Content-Type: application/vnd.awslambda.http-integration-response\r\n',
      'Lambda-Runtime-Function-Response-Mode: streaming\r\n',
      'Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n',
      'Transfer-Encoding: chunked\r\n\r\n',
      '5\r\nfirst\r\n',
      '6\r\nsecond\r\n',
      '0\r\n\r\n',
    );

    const reply = await stream.response();

    expect(reply.body.toString()).toBe('{"status":"OK"}\n');
    expect(reply.head).toContain('Content-Length: 16\r\n');
    expect(reply.head).not.toMatch(/transfer-encoding/i);
    expect(JSON.parse(reply.body.toString())).toEqual({ status: 'OK' });
    expect(received[0]).toBe('application/vnd.awslambda.http-integration-response');
    expect(received.slice(1).join('')).toBe('firstsecond');
  });

  it('serves .NET, which parses the body of a 400 as JSON', async () => {
    const client = await connect();
    client.write(responseLine, 'Content-Length: 4\r\n\r\nnull');

    const reply = await client.response();

    expect(reply.head).toMatch(/^HTTP\/1\.1 400 /);
    expect(reply.head).toContain('Content-Type: application/json\r\n');
    expect(JSON.parse(reply.body.toString())).toEqual({
      errorMessage: 'Invalid request ID',
      errorType: 'InvalidRequestID',
    });
  });

  it('serves bash with curl: canonical header names to grep for, and a form content type that is not parsed', async () => {
    const client = await connect();
    client.write(nextLine, 'User-Agent: curl/8\r\nAccept: */*\r\n\r\n');
    const { head } = await client.response();
    client.write(responseLine, 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\n{"a=b":1}');
    await client.response();

    expect(/^Lambda-Runtime-Aws-Request-Id: (.+)\r$/m.exec(head)?.[1]).toBe(requestId);
    expect(await served.answer).toMatchObject({ kind: 'response', payload: Buffer.from('{"a=b":1}') });
  });

  it('serves curl, which waits for 100 Continue before a large body', async () => {
    const client = await connect();
    client.write(nextLine, '\r\n');
    await client.response();
    client.write(responseLine, 'Expect: 100-continue\r\nContent-Length: 2000000\r\n\r\n');
    const proceed = await client.response();
    client.write(Buffer.alloc(2_000_000, 'x'));

    const reply = await client.response();

    expect(proceed.head).toMatch(/^HTTP\/1\.1 100 Continue/);
    expect(reply.head).toMatch(/^HTTP\/1\.1 202 /);
  });

  it('serves Go, which sends every POST in chunks with both trailers named in one line', async () => {
    const client = await connect();
    client.write(nextLine, '\r\n');
    await client.response();
    client.write(
      errorLine,
      'Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n',
      'Trailer: Lambda-Runtime-Function-Error-Type,Lambda-Runtime-Function-Error-Body\r\n\r\n',
      '2f\r\n{"errorMessage":"no","errorType":"errorString"}\r\n0\r\n',
      'Lambda-Runtime-Function-Error-Type: \r\nLambda-Runtime-Function-Error-Body: \r\n\r\n',
    );

    expect((await client.response()).head).toMatch(/^HTTP\/1\.1 202 /);
    expect(await served.answer).toMatchObject({ kind: 'error', error: { errorType: 'errorString' } });
  });

  it('serves Node streaming, which names its trailers in two lines and sends them after an error', async () => {
    const client = await connect();
    client.write(nextLine, '\r\n');
    await client.response();
    const body = '{"errorType":"TypeError","errorMessage":"x","trace":[]}';
    client.write(
      responseLine,
      'Lambda-Runtime-Function-Response-Mode: streaming\r\n',
      'Trailer: Lambda-Runtime-Function-Error-Type\r\nTrailer: Lambda-Runtime-Function-Error-Body\r\n',
      'Transfer-Encoding: chunked\r\n\r\n0\r\n',
      'Lambda-Runtime-Function-Error-Type: TypeError\r\n',
      `Lambda-Runtime-Function-Error-Body: ${Buffer.from(body).toString('base64')}\r\n\r\n`,
    );

    expect((await client.response()).head).toMatch(/^HTTP\/1\.1 202 /);
    expect(await served.answer).toMatchObject({
      kind: 'failed-midway',
      error: { errorType: 'TypeError', payload: Buffer.from(body) },
    });
  });

  it('takes an error cause of 1 MiB in a header, under any casing', async () => {
    const client = await connect();
    client.write(nextLine, '\r\n');
    await client.response();
    client.write(
      errorLine,
      `lambda-runtime-function-xray-error-cause: ${'x'.repeat(1024 * 1024)}\r\n`,
      'LAMBDA-RUNTIME-FUNCTION-ERROR-TYPE: Runtime.UserException\r\n',
      'Content-Length: 2\r\n\r\n{}',
    );

    expect((await client.response()).head).toMatch(/^HTTP\/1\.1 202 /);
    expect(await served.answer).toMatchObject({ error: { reportedType: 'Runtime.UserException' } });
  });

  it('tells a client that ends its body too early, and the invocation fails as truncated', async () => {
    const client = await connect();
    client.write(nextLine, '\r\n');
    await client.response();
    client.write(responseLine, 'Content-Length: 100\r\n\r\n{"cut":');
    client.halfClose();

    const reply = await client.response();

    expect(reply.head).toMatch(/^HTTP\/1\.1 400 /);
    expect(reply.body.toString()).toBe(
      '{"errorMessage":"HTTP request detected as truncated","errorType":"TruncatedHTTPRequest"}\n',
    );
    expect(await served.answer).toEqual({ kind: 'refused', reason: 'truncated', streamed: false });
  });

  it('keeps an idle connection open, without a time limit of its own', async () => {
    const client = await connect();
    client.write(nextLine, '\r\n');

    const { head } = await client.response();

    expect(head).toContain('Connection: keep-alive\r\n');
    expect(head).not.toMatch(/^Keep-Alive:/m);
  });
});

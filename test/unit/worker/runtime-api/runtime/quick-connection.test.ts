import { afterEach, describe, expect, it } from '@jest/globals';
import { invocation } from '../../../../support/function-version.js';
import { RawConnection } from '../../../../support/raw-http.js';
import { type ServedOptions, ServedRuntimeApi } from '../../../../support/runtime-api-session.js';

const { requestId } = invocation();
const poll = 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: h\r\n\r\n';

function answer(body: string, more = ''): string {
  return `POST /2018-06-01/runtime/invocation/${requestId}/response HTTP/1.1\r\nHost: h\r\n${more}Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}

describe('one connection of a runtime', () => {
  const opened: AsyncDisposable[] = [];
  afterEach(async () => {
    for (const each of opened.splice(0)) await each[Symbol.asyncDispose]();
  });

  async function open(options: ServedOptions = {}): Promise<{ served: ServedRuntimeApi; connection: RawConnection }> {
    const served = await ServedRuntimeApi.open(options);
    opened.push(served);
    return { served, connection: await RawConnection.open(served.port) };
  }

  async function withEvent(): Promise<{ served: ServedRuntimeApi; connection: RawConnection }> {
    const { served, connection } = await open();
    connection.write(poll);
    expect(await connection.response()).toMatchObject({ body: Buffer.from('{"a":1}') });
    return { served, connection };
  }

  it('serves polls and responses one after the other', async () => {
    const { served, connection } = await withEvent();

    connection.write(answer('"first answer"'));
    const { head, body } = await connection.response();
    connection.write(poll);
    await connection.response();

    expect(served.answers).toMatchObject([{ kind: 'response', payload: Buffer.from('"first answer"') }]);
    // As `node:http` answers, but for the date.
    expect(head).toBe(
      'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\nConnection: keep-alive\r\n',
    );
    expect(body.toString()).toBe('{"status":"OK"}\n');
  });

  it('takes a response in as many pieces as it comes in', async () => {
    const { served, connection } = await withEvent();
    const body = JSON.stringify('x'.repeat(1_000_000));

    connection.write(answer(body));
    await connection.response();

    expect(served.answers).toMatchObject([{ kind: 'response', payload: Buffer.from(body) }]);
  });

  it('takes a response and the next poll in one piece', async () => {
    const { served, connection } = await withEvent();

    connection.write(answer('1') + poll);
    await connection.response();
    await connection.response();

    expect(served.answers).toMatchObject([{ payload: Buffer.from('1') }]);
  });

  it('answers what is not of the usual kind too, and the usual after it', async () => {
    const { served, connection } = await withEvent();

    connection.write('GET /2018-06-01/ping HTTP/1.1\r\nHost: h\r\n\r\n');
    const ping = await connection.response();
    connection.write(answer('"after it"', 'X-Unusual: yes\r\n'));
    await connection.response();

    expect(ping.body.toString()).toBe('pong');
    expect(served.answers).toMatchObject([{ payload: Buffer.from('"after it"') }]);
  });

  it('tells what is wrong with a response, and takes the right one afterwards', async () => {
    const { served, connection } = await withEvent();

    connection.write(answer('1').replace(requestId, 'another-id'));
    const refusal = await connection.response();
    connection.write(answer('2'));
    await connection.response();

    expect(refusal).toMatchObject({ head: expect.stringMatching(/^HTTP\/1\.1 400 Bad Request/) });
    expect(refusal.body.toString()).toContain('"errorType":"InvalidRequestID"');
    expect(served.answers).toMatchObject([{ payload: Buffer.from('2') }]);
  });

  it('that is half closed in the midst of a response has given a truncated one, and is told so', async () => {
    const { served, connection } = await withEvent();

    connection.write(answer('"never complete"').slice(0, -4));
    connection.halfClose();
    const { body } = await connection.response();

    expect(body.toString()).toContain('"errorType":"TruncatedHTTPRequest"');
    expect(await served.answer).toEqual({ kind: 'refused', reason: 'truncated', streamed: false });
  });

  it('is listened to once its address is admitted', async () => {
    const { served, connection } = await open({ sandboxesHaveAddresses: true });
    connection.write(poll);
    const event = connection.response();

    served.api.admitPeers(['127.0.0.1']);

    expect(await event).toMatchObject({ body: Buffer.from('{"a":1}') });
  });
});

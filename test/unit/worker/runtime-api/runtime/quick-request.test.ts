import { describe, expect, it } from '@jest/globals';
import { readQuickRequest } from '../../../../../src/worker/runtime-api/runtime/quick-request.js';

const poll = 'GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: 172.17.0.1:9001\r\nAccept: */*\r\n';
const answer = 'POST /2018-06-01/runtime/invocation/8476a536-e9f4/response HTTP/1.1\r\nHost: h\r\n';

function read(text: string): ReturnType<typeof readQuickRequest> {
  return readQuickRequest(Buffer.from(text));
}

describe('a request that is read without node:http', () => {
  it('is a poll as the official runtime clients send it', () => {
    expect(read(`${poll}User-Agent: AWS_Lambda_Cpp/0.2.8\r\n\r\n`)).toEqual({ endpoint: 'next' });
    expect(read(`${poll}connection: keep-alive\r\n\r\n`)).toEqual({ endpoint: 'next' });
  });

  it('is a response with its length, whose body may be on its way still', () => {
    const head = `${answer}content-type: application/json\r\ncontent-length: 7\r\nlambda-runtime-invocation-id: x\r\n\r\n`;

    expect(read(`${head}{"a"`)).toEqual({
      endpoint: 'response',
      requestId: '8476a536-e9f4',
      contentType: 'application/json',
      contentLength: 7,
      invocationId: 'x',
      bodyAt: head.length,
    });
    expect(read(`${answer}Content-Length:0\r\n\r\n`)).toMatchObject({
      contentType: 'application/octet-stream',
      contentLength: 0,
      invocationId: undefined,
    });
  });

  it.each([
    ['a head that is not whole', poll],
    ['a poll with a body', `${poll}Content-Length: 2\r\n\r\n{}`],
    ['a poll with something behind it', `${poll}\r\nG`],
    ['a header that nobody knows', `${poll}X-Other: 1\r\n\r\n`],
    ['a client that wants to close', `${poll}Connection: close\r\n\r\n`],
    ['HTTP/1.0', poll.replace('1.1', '1.0') + '\r\n'],
    ['a query', poll.replace('next', 'next?x=1') + '\r\n'],
    ['another endpoint', `${answer.replace('/response', '/error')}Content-Length: 0\r\n\r\n`],
    ['a response without length', `${answer}\r\n`],
    ['a length that is no number', `${answer}Content-Length: +2\r\n\r\n{}`],
    ['two lengths', `${answer}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}`],
    ['a chunked response', `${answer}Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n{}`],
    ['a streamed response', `${answer}Lambda-Runtime-Function-Response-Mode: streaming\r\nContent-Length: 2\r\n\r\n{}`],
    [
      'a response streamed by its type',
      `${answer}Content-Type: application/vnd.awslambda.http-integration-response\r\nContent-Length: 2\r\n\r\n{}`,
    ],
    ['a client that waits for a 100', `${answer}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n`],
    ['a header that goes on in the next line', `${poll}Accept: a\r\n b\r\n\r\n`],
    ['a bare line feed', `${poll}Accept: a\nX: b\r\n\r\n`],
    ['a blank before the colon', `${poll}Accept : a\r\n\r\n`],
    ['a header that is not plain text', `${poll}Accept: é\r\n\r\n`],
    ['a head of many lines', `${poll}${`Accept: ${'a'.repeat(400)}\r\n`.repeat(6)}\r\n`],
  ])('is never one with %s', (_what, text) => {
    expect(read(text)).toBeUndefined();
  });
});

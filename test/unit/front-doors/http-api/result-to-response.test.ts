import { describe, expect, it } from '@jest/globals';
import { httpResultToResponse } from '../../../../src/front-doors/http-api/result-to-response.js';
import { type ResponseView, resultOf, routedRequest, viewOf } from '../../../support/routed-request.js';

const respond = (result: unknown, payloadFormat: '1.0' | '2.0' = '2.0'): ResponseView =>
  viewOf(httpResultToResponse(resultOf(result), payloadFormat, routedRequest().ids));

// http contract §2.4.
describe('the response of an HTTP API, payload 2.0', () => {
  it.each([
    ['{ "message": "hi" }', '{ "message": "hi" }'],
    ['"text"', 'text'],
    ['[1,2]', '[1,2]'],
    ['3', '3'],
    ['true', 'true'],
    ['null', 'null'],
  ])('of the result %s without statusCode is 200 with the body %s', (result, body) => {
    expect(respond(result)).toEqual({
      status: 200,
      headers: [
        ['Content-Type', 'application/json'],
        ['Apigw-Requestid', 'request-id'],
      ],
      body,
    });
  });

  it('with statusCode has status, headers and body of the result, text by default', () => {
    expect(respond({ statusCode: '418', headers: { 'X-A': 1 }, body: 'tea', unknown: true })).toEqual({
      status: 418,
      headers: [
        ['Content-Type', 'text/plain;charset=utf-8'],
        ['X-A', '1'],
        ['Apigw-Requestid', 'request-id'],
      ],
      body: 'tea',
    });
  });

  it("sends each cookie in a header of its own, before the function's own Set-Cookie", () => {
    const { headers } = respond({ statusCode: 200, cookies: ['a=1', 'b=2'], headers: { 'Set-Cookie': 'c=3' } });

    expect(headers.filter(([name]) => name === 'Set-Cookie')).toEqual([
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
      ['Set-Cookie', 'c=3'],
    ]);
  });

  it('takes null for everything that may be left out, as typed languages write it', () => {
    const result = { statusCode: 204, headers: null, multiValueHeaders: null, body: null, cookies: null };

    expect(respond(result)).toMatchObject({ status: 204, body: '' });
  });

  it('obeys isBase64Encoded whatever the client accepts', () => {
    expect(respond({ statusCode: 200, body: 'UE5H', isBase64Encoded: true }).body).toBe('PNG');
  });

  it.each([
    ['no JSON', 'the result is not JSON'],
    ['', 'the result is not JSON'],
    [{ statusCode: 'x' }, '"statusCode" is not a number from 200 to 599'],
    [{ statusCode: 200, body: {} }, '"body" is not a string'],
    [{ statusCode: 200, headers: { a: [] } }, 'the header "a" is neither text nor number nor boolean'],
  ])('is malformed for %j', (result, malformed) => {
    expect(respond(result)).toMatchObject({ malformed });
  });

  it.each(['Content-Length', 'Connection', 'Transfer-Encoding', 'Date'])('does not pass %s', (name) => {
    expect(respond({ statusCode: 200, headers: { [name]: '9' } }).headers).not.toContainEqual([name, '9']);
  });
});

describe('the response of an HTTP API, payload 1.0', () => {
  it('unites single and multi-value headers', () => {
    const { headers } = respond({ statusCode: 200, headers: { a: '1' }, multiValueHeaders: { b: ['2', '3'] } }, '1.0');

    expect(headers.slice(1, 4)).toEqual([
      ['b', '2'],
      ['b', '3'],
      ['a', '1'],
    ]);
  });

  it.each([
    [{ body: 'x' }, '"statusCode" is missing'],
    ['"text"', 'the result is not a JSON object'],
    [{ statusCode: 200, body: 3 }, '"body" is not a string'],
  ])('is malformed for %j', (result, malformed) => {
    expect(respond(result, '1.0')).toMatchObject({ malformed });
  });
});

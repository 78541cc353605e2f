import { describe, expect, it } from '@jest/globals';
import type { Header } from '../../../../src/front-doors/api-gateway/client-request.js';
import { restResultToResponse } from '../../../../src/front-doors/rest-api/result-to-response.js';
import { type ResponseView, resultOf, routedRequest, viewOf } from '../../../support/routed-request.js';

const respond = (result: unknown, request = routedRequest()): ResponseView =>
  viewOf(restResultToResponse(resultOf(result), request));
const headersOf = (result: unknown): Header[] =>
  respond(result).headers.filter(([name]) => !/^(x-amzn-RequestId|x-amz-apigw-id|X-Amzn-Trace-Id)$/.test(name));

// http contract §1.6.
describe('the response of a REST API', () => {
  it('carries status, headers and body of the result, and the ids of the gateway', () => {
    const response = respond({ statusCode: 201, headers: { 'X-A': 'a' }, body: 'text' });

    expect(response).toEqual({
      status: 201,
      headers: [
        ['Content-Type', 'application/json'],
        ['X-A', 'a'],
        ['x-amzn-RequestId', 'request-id'],
        ['x-amz-apigw-id', 'extended-id'],
        ['X-Amzn-Trace-Id', 'Root=1-5e1b4151-5ac6c58f5b8aa2ed8a4a2a47'],
      ],
      body: 'text',
    });
  });

  it.each([
    [{}, 200],
    [{ statusCode: null }, 200],
    [{ statusCode: '404' }, 404],
    [{ statusCode: 599 }, 599],
  ])('of %j has the status %i', (result, status) => {
    expect(respond(result).status).toBe(status);
  });

  it.each([
    ['not JSON', 'the result is not a JSON object'],
    ['', 'the result is not a JSON object'],
    ['"text"', 'the result is not a JSON object'],
    ['3', 'the result is not a JSON object'],
    ['[1]', 'the result is not a JSON object'],
    ['null', 'the result is not a JSON object'],
    [{ message: 'hi' }, 'the key "message" is unknown'],
    [{ statusCode: 'OK' }, '"statusCode" is not a number from 200 to 599'],
    [{ statusCode: 99 }, '"statusCode" is not a number from 200 to 599'],
    [{ statusCode: 600 }, '"statusCode" is not a number from 200 to 599'],
    [{ statusCode: 200.5 }, '"statusCode" is not a number from 200 to 599'],
    [{ body: { a: 1 } }, '"body" is not a string'],
    [{ isBase64Encoded: 'true' }, '"isBase64Encoded" is not a boolean'],
    [{ headers: ['a'] }, '"headers" is not an object'],
    [{ headers: { a: { b: 1 } } }, 'the header "a" is neither text nor number nor boolean'],
    [{ headers: { 'a b': 'x' } }, '"a b" cannot be the name of a header'],
    [{ headers: { a: 'x\r\nb: y' } }, 'the value of the header "a" holds control characters'],
    [{ multiValueHeaders: { a: 'x' } }, 'the multi-value header "a" is not a list'],
    [{ multiValueHeaders: { a: [{}] } }, 'the multi-value header "a" holds something else than text'],
  ])('is malformed for %j', (result, malformed) => {
    expect(respond(result)).toMatchObject({ malformed });
  });

  it('takes booleans and numbers as header values', () => {
    expect(headersOf({ headers: { 'Content-Type': 'a/b', t: true, n: 3 } })).toEqual([
      ['Content-Type', 'a/b'],
      ['t', 'true'],
      ['n', '3'],
    ]);
  });

  it.each([
    [
      { headers: { a: '1' }, multiValueHeaders: { b: ['2', '3'] } },
      [
        ['b', '2'],
        ['b', '3'],
        ['a', '1'],
      ],
    ],
    [
      { headers: { A: '1' }, multiValueHeaders: { a: ['1', '2'] } },
      [
        ['a', '1'],
        ['a', '2'],
      ],
    ],
    [
      { headers: { A: '0' }, multiValueHeaders: { a: ['1'] } },
      [
        ['a', '1'],
        ['a', '0'],
      ],
    ],
    [
      { multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] } },
      [
        ['Set-Cookie', 'a=1'],
        ['Set-Cookie', 'b=2'],
      ],
    ],
  ])('unites single and multi-value headers: %j', (result, expected) => {
    expect(headersOf(result)).toEqual([['Content-Type', 'application/json'], ...expected]);
  });

  // Recording test_apigateway_header_remapping_http[HTTP_PROXY].
  it.each(['Connection', 'Content-Length', 'Date', 'Server'])('remaps the header %s', (name) => {
    expect(headersOf({ headers: { [name]: 'x' } })).toContainEqual([`x-amzn-Remapped-${name}`, 'x']);
  });

  it('drops Transfer-Encoding', () => {
    expect(headersOf({ headers: { 'Transfer-Encoding': 'chunked' } })).toEqual([['Content-Type', 'application/json']]);
  });

  it('sends text beyond Latin-1 in a header as UTF-8', () => {
    expect(Buffer.from(headersOf({ headers: { a: '€' } })[1]?.[1] ?? '', 'latin1').toString()).toBe('€');
  });

  // http contract §1.5: the flag and the first type of Accept decide.
  it.each([
    [['image/png'], 'image/png', 'PNG'],
    [['image/png'], 'image/png,*/*', 'PNG'],
    [['image/png'], '*/*', 'UE5H'],
    [['image/png'], 'text/html,image/png', 'UE5H'],
    [['*/*'], '*/*', 'PNG'],
    [['*/*'], undefined, 'PNG'],
    [['application/json'], undefined, 'PNG'],
    [[], 'image/png', 'UE5H'],
  ])('with binary types %j and Accept %s sends %s', (binaryMediaTypes, accept, body) => {
    const headers = accept === undefined ? [] : [['Accept', accept] as const];
    const request = routedRequest({ headers, api: { binaryMediaTypes } });

    expect(respond({ body: 'UE5H', isBase64Encoded: true }, request).body).toBe(body);
  });
});

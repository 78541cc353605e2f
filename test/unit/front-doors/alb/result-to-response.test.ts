import { describe, expect, it } from '@jest/globals';
import { balancedResultToResponse } from '../../../../src/front-doors/alb/result-to-response.js';
import { viewOf } from '../../../support/routed-request.js';

const respond = (result: unknown, multiValueHeaders = false) =>
  balancedResultToResponse(Buffer.from(typeof result === 'string' ? result : JSON.stringify(result)), {
    multiValueHeaders,
  });

// Elastic Load Balancing, "Use Lambda functions as targets" and "Troubleshoot"; http contract §5.2.
describe('the result of a target', () => {
  it('is status, words, headers and body; hop-by-hop headers are not its business', () => {
    const headers = { 'Content-Type': 'text/html', Connection: 'close', 'Content-Length': '99', 'X-Own': '1' };
    const response = respond({ statusCode: 200, statusDescription: '200 Fine', headers, body: '<p>' });

    expect({ ...response, body: viewOf(response).body }).toEqual({
      status: 200,
      reason: 'Fine',
      headers: [
        ['Content-Type', 'text/html'],
        ['X-Own', '1'],
      ],
      body: '<p>',
    });
  });

  it('may be no more than a status', () => {
    expect(viewOf(respond({ statusCode: 204 }))).toMatchObject({ status: 204, body: '' });
    expect(viewOf(respond({ statusCode: '201' }))).toMatchObject({ status: 201 });
  });

  it('is decoded where it says so', () => {
    const result = { statusCode: 200, body: Buffer.from('héllo').toString('base64'), isBase64Encoded: true };

    expect(viewOf(respond(result)).body).toBe('héllo');
  });

  it('has its headers where the target group reads them, and nowhere else', () => {
    const result = {
      statusCode: 200,
      headers: { single: '1' },
      multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
    };
    const names = (multi: boolean) => viewOf(respond(result, multi)).headers.map(([name]) => name);

    expect(names(false)).toEqual(['Content-Type', 'single']);
    expect(names(true)).toEqual(['Content-Type', 'Set-Cookie', 'Set-Cookie']);
  });

  it.each([
    ['no JSON', '{', /no JSON object/],
    ['a list', [], /no JSON object/],
    ['no status', { body: 'x' }, /"statusCode" is missing/],
    ['a status of 99', { statusCode: 99 }, /200 to 599/],
    ['a header that is a number', { statusCode: 200, headers: { a: 1 } }, /"a" is not text/],
    ['a header that is a flag', { statusCode: 200, headers: { a: true } }, /"a" is not text/],
    ['a body that is no text', { statusCode: 200, body: {} }, /"body" is not text/],
    ['headers of more than 32 KB', { statusCode: 200, headers: { a: 'x'.repeat(33_000) } }, /more than 32 KB/],
    ['more than 1 MB', { statusCode: 200, body: 'x'.repeat(1024 * 1024) }, /more than 1 MB/],
  ])('with %s is malformed', (_, result, reason) => {
    expect(viewOf(respond(result)).malformed).toMatch(reason);
  });
});

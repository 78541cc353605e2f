import { describe, expect, it } from '@jest/globals';
import {
  resultToConnectAnswer,
  resultToMessageAnswer,
} from '../../../../src/front-doors/websocket-api/result-to-response.js';
import { resultOf } from '../../../support/routed-request.js';

describe('what a function says to an upgrade', () => {
  it.each([
    [{ statusCode: 200 }, { status: 200 }],
    [{ statusCode: '403' }, { status: 403 }],
    [
      { statusCode: 200, headers: { 'sec-websocket-PROTOCOL': 'mqtt' } },
      { status: 200, protocol: 'mqtt' },
    ],
    [
      { statusCode: 200, multiValueHeaders: { 'Sec-WebSocket-Protocol': ['a'] } },
      { status: 200, protocol: 'a' },
    ],
  ])('%j is %j', (result, answer) => {
    expect(resultToConnectAnswer(resultOf(result))).toEqual(answer);
  });

  it.each([null, [], 'text', {}, { statusCode: 99 }, { statusCode: 'x' }, { statusCode: 200, headers: [] }])(
    '%j is malformed',
    (result) => {
      expect(resultToConnectAnswer(resultOf(result))).toHaveProperty('malformed');
    },
  );
});

describe('what a function answers the sender of a message', () => {
  it.each([
    [{ statusCode: 200, body: 'text' }, { body: 'text' }],
    [{ body: '' }, { body: '' }],
    [{ statusCode: 500, body: 'still' }, { body: 'still' }],
    [{ statusCode: 200 }, {}],
    [{ statusCode: 200, body: null }, {}],
  ])('%j is %j', (result, answer) => {
    expect(resultToMessageAnswer(resultOf(result))).toEqual(answer);
  });

  it.each([null, 'text', { body: { a: 1 } }, { body: 5 }])('%j is malformed', (result) => {
    expect(resultToMessageAnswer(resultOf(result))).toHaveProperty('malformed');
  });
});

import { expect, it } from '@jest/globals';
import type { Conclusion } from '../../../../../src/invoke-path/event-queue/deliveries/conclusion.js';
import { deadLetterAttributes } from '../../../../../src/invoke-path/event-queue/deliveries/dead-letter.js';
import { destinationRecord } from '../../../../../src/invoke-path/event-queue/deliveries/destination-record.js';

const conclusion: Conclusion = {
  condition: 'Success',
  endedAtMs: 0,
  runs: 1,
  errorCode: 200,
  ran: { executedVersion: '7', failed: false },
};
const event = { requestId: 'r', functionArn: 'arn', payload: Buffer.from('{"a":1}'), response: Buffer.from('[1]') };
const parsed = (record: string): unknown => JSON.parse(record);

it('leaves both payloads out of a record that is over the limit of its destination', () => {
  const whole = destinationRecord(event, conclusion, Infinity);

  expect(parsed(destinationRecord(event, conclusion, whole.length))).toHaveProperty('requestPayload', { a: 1 });
  const short = parsed(destinationRecord(event, conclusion, whole.length - 1));
  expect(short).toHaveProperty('responseContext.executedVersion', '7');
  expect(short).not.toHaveProperty('requestPayload');
  expect(short).not.toHaveProperty('responsePayload');
});

it('an empty payload is an empty object, an empty response null, and one that is no JSON a text', () => {
  const record = (response: string): unknown =>
    parsed(
      destinationRecord({ ...event, payload: Buffer.alloc(0), response: Buffer.from(response) }, conclusion, Infinity),
    );

  expect(record('')).toMatchObject({ requestPayload: {}, responsePayload: null });
  expect(record('<html>')).toMatchObject({ responsePayload: '<html>' });
});

it('a dead letter tells the first kilobyte of the error, in whole characters, and leaves an empty one out', () => {
  const letter = (response: unknown): unknown =>
    deadLetterAttributes('r', conclusion, Buffer.from(JSON.stringify(response)))['ErrorMessage']?.StringValue;

  expect(letter({ errorMessage: 'x'.repeat(2000) })).toBe('x'.repeat(1024));
  expect(letter({ errorMessage: `${'x'.repeat(1023)}é` })).toBe('x'.repeat(1023));
  expect(letter({ errorMessage: '' })).toBeUndefined();
  expect(letter({})).toBeUndefined();
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { describeJsonFault } from '../../../../src/invoke-path/invoke-frontend/json-fault.js';

const source = '[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column:';
const anyValue = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

describe('describeJsonFault', () => {
  it.each([
    ['abc', `Unrecognized token 'abc': was expecting ${anyValue}`, 4],
    ["{'a': 1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name", 2],
    ['{"a" 1}', "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value", 6],
    ['{"a": 1 "b": 2}', "Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries", 9],
    ['[1 2]', "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 4],
    ['[1,]', `Unexpected character (']' (code 93)): expected a valid value ${anyValue}`, 4],
    ['"open', 'Unexpected end-of-input: was expecting closing quote for a string value', 6],
    ['"\\x"', "Unrecognized character escape 'x' (code 120)", 4],
    ['01', 'Invalid numeric value: Leading zeroes not allowed', 2],
    ['{"a": 1', `Unexpected end-of-input: expected close marker for Object (start marker at ${source} 1])`, 8],
  ])('says what is wrong with %s', (text, message, column) => {
    expect(describeJsonFault(Buffer.from(text))).toBe(`${message}\n at ${source} ${column}]`);
  });

  it('counts lines', () => {
    expect(describeJsonFault(Buffer.from('{\n  "a": x }'))).toContain('line: 2, column:');
  });

  it('answers something for any bytes, and never mistakes JSON for a fault of its structure', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        expect(describeJsonFault(Buffer.from(bytes))).toContain('[Source: REDACTED');
      }),
    );
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(describeJsonFault(Buffer.from(text))).toMatch(/^Invalid UTF-8 character\n/);
      }),
    );
  });

  it('follows no nesting without end', () => {
    expect(describeJsonFault(Buffer.from('['.repeat(1_000_000)))).toContain('Unexpected end-of-input');
  });
});

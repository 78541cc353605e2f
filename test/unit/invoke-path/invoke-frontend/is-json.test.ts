import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isJson } from '../../../../src/invoke-path/invoke-frontend/is-json.js';

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Texts that are JSON, with blanks in any form, and what comes of them by small changes. */
const texts = fc
  .tuple(
    fc.oneof(fc.json(), fc.json({ stringUnit: 'binary' })),
    fc.constantFrom(undefined, '\t', ' ', '\n'),
    fc.array(
      fc.record({
        at: fc.nat(),
        remove: fc.nat({ max: 2 }),
        insert: fc.oneof(
          fc.constantFrom(
            '"',
            '\\',
            '{',
            '}',
            '[',
            ']',
            ',',
            ':',
            '-',
            '+',
            '.',
            '0',
            '1',
            'e',
            'E',
            'u',
            'true',
            'null',
          ),
          fc.constantFrom(
            ' ',
            '\n',
            '\r',
            '\t',
            '\f',
            '\u0000',
            '\u001f',
            '\u00a0',
            '\ufeff',
            '\\u12aF',
            '\\n',
            '\\x',
            'é',
          ),
          fc.string({ maxLength: 2 }),
        ),
      }),
      { maxLength: 2 },
    ),
  )
  .map(([json, indent, changes]) => {
    const formatted = indent === undefined ? json : JSON.stringify(JSON.parse(json), undefined, indent);
    return changes.reduce((text, { at, remove, insert }) => {
      const place = at % (text.length + 1);
      return text.slice(0, place) + insert + text.slice(place + remove);
    }, formatted);
  });

describe('whether bytes are JSON', () => {
  it('is told as JSON.parse tells it, for texts that are JSON or nearly so', () => {
    const seen = { json: 0, other: 0 };
    fc.assert(
      fc.property(texts, (text) => {
        const bytes = Buffer.from(text);
        const expected = parses(bytes.toString());
        seen[expected ? 'json' : 'other'] += 1;
        return isJson(bytes) === expected;
      }),
      { numRuns: 5000 },
    );

    expect(Math.min(seen.json, seen.other)).toBeGreaterThan(500);
  });

  it.each([
    ['', false],
    [' ', false],
    ['\t\n\r null \n', true],
    ['nul', false],
    ['nullnull', false],
    ['-0', true],
    ['-', false],
    ['01', false],
    ['1.', false],
    ['.5', false],
    ['+1', false],
    ['1e', false],
    ['1e+', false],
    ['-1.25E-7', true],
    ['"', false],
    ['"\\', false],
    ['"\\u12', false],
    ['"\\u00e9\\uD800"', true],
    ['"\\U00e9"', false],
    ['"a\nb"', false],
    ['"\u007f\u0080"', true],
    ['{}', true],
    ['{"a":{"b":[1,{"c":[]}]}}', true],
    ['{"a":1,}', false],
    ['{"a",1}', false],
    ['{"a":}', false],
    ['{a:1}', false],
    ['{1:1}', false],
    ['[1,]', false],
    ['[,1]', false],
    ['[1 2]', false],
    ['[1}', false],
    ['{"a":1]', false],
    [']', false],
    ['[]]', false],
    ['[] []', false],
    ['[', false],
    ['{', false],
    ['\ufeff{}', false],
  ])('of %j is %s', (text, expected) => {
    expect({ text, isJson: isJson(Buffer.from(text)), parses: parses(text) }).toEqual({
      text,
      isJson: expected,
      parses: expected,
    });
  });

  it('is told of long strings, wherever in memory they begin and whatever byte stands in them', () => {
    const byte = fc.nat({ max: 255 });
    fc.assert(
      fc.property(fc.nat({ max: 7 }), fc.integer({ min: 60, max: 400 }), fc.nat(), byte, (offset, length, at, one) => {
        const memory = Buffer.alloc(offset + length + 2, 'x');
        const bytes = memory.subarray(offset);
        bytes[0] = bytes[length + 1] = 0x22;
        bytes[1 + (at % length)] = one;
        return isJson(bytes) === parses(bytes.toString('latin1'));
      }),
      { numRuns: 5000 },
    );
  });

  it('is told of a million open brackets too', () => {
    const depth = 1_000_000;
    const nested = Buffer.from('['.repeat(depth) + ']'.repeat(depth));

    expect(isJson(nested)).toBe(true);
    expect(isJson(nested.subarray(1))).toBe(false);
    expect(isJson(nested.subarray(0, -1))).toBe(false);
  });
});

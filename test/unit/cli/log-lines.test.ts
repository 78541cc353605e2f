import { describe, expect, it } from '@jest/globals';
import { paintFor } from '../../../src/cli/colours.js';
import { type PrintedLine, printedLine } from '../../../src/cli/log-lines.js';

const line: PrintedLine = {
  timestampMs: Date.UTC(2026, 0, 31),
  functionName: 'Hello',
  source: 'function',
  text: 'a line',
  requestId: 'r',
};
const plain = paintFor({ isTerminal: false, write: () => undefined }, {});
const coloured = paintFor({ isTerminal: true, write: () => undefined }, {});

describe('a line of a function', () => {
  it('is as the function wrote it where output is piped', () => {
    expect(printedLine(line, { format: 'text', prefixed: false, paint: plain })).toBe('a line');
  });

  it('names its function on a terminal, always in the same colour', () => {
    const printed = printedLine(line, { format: 'text', prefixed: true, paint: coloured });

    expect(printed).toMatch(/^\u001B\[\d+mHello \|\u001B\[0m a line$/);
    expect(printedLine(line, { format: 'text', prefixed: true, paint: coloured })).toBe(printed);
  });

  it('has a line for each of a record that is joined with carriage returns, as by the Node.js client', () => {
    const record = { ...line, text: 'one\rtwo\r' };

    expect(printedLine(record, { format: 'text', prefixed: false, paint: plain })).toBe('one\ntwo');
    expect(printedLine(record, { format: 'text', prefixed: true, paint: plain })).toBe('Hello | one\nHello | two');
    expect(printedLine(record, { format: 'json', prefixed: false, paint: plain })).toContain('"text":"one\\ntwo"');
  });

  it('is one JSON object with --log-format json', () => {
    const printed = printedLine(line, { format: 'json', prefixed: true, paint: coloured });

    expect(JSON.parse(printed)).toEqual({
      time: '2026-01-31T00:00:00.000Z',
      functionName: 'Hello',
      source: 'function',
      text: 'a line',
      requestId: 'r',
    });
  });
});

describe('colours', () => {
  it.each([
    ['a terminal', true, {}, true],
    ['a pipe', false, {}, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['a dumb terminal', true, { TERM: 'dumb' }, false],
    ['FORCE_COLOR on a pipe', false, { FORCE_COLOR: '1' }, true],
  ])('on %s: %s, %j → %s', (_, isTerminal, environment, expected) => {
    const paint = paintFor({ isTerminal, write: () => undefined }, environment);

    expect(paint('red', 'x') !== 'x').toBe(expected);
  });
});

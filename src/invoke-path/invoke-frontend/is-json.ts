const [quote, backslash, comma, colon, minus, dot] = bytesOf('"\\,:-.');
const [openObject, closeObject, openArray, closeArray] = bytesOf('{}[]');
const zero = 0x30;
const literals = ['true', 'false', 'null'].map((text) => Buffer.from(text));

/** What may stand in a string as it is: all but the quote, the backslash and control characters. */
const plainInString = tableOf((byte) => byte >= 0x20 && byte !== quote && byte !== backslash);
const blank = tableOfBytes(' \t\n\r');
const digit = tableOfBytes('0123456789');
const escapes = ['"', '\\', '/', 'b', 'f', 'n', 'r', 't'];
const escapable = tableOf((byte) => escapes.includes(String.fromCharCode(byte)));
const hexDigit = tableOfBytes('0123456789abcdefABCDEF');
const exponentMark = tableOfBytes('eE');
const sign = tableOfBytes('+-');

/** Plain bytes in a row that make it likely that many more follow. */
const longRun = 64;
const ones = 0x01010101;

/** A place that no text has: what was expected is not there. */
const nowhere = -1;

/**
 * Whether these bytes, which are UTF-8, are JSON as `JSON.parse` takes it. Nothing is made of them, neither strings nor objects:
 * for an event of 6 MB that is all that refusing other texts costs.
 */
export function isJson(bytes: Uint8Array): boolean {
  const closers: number[] = [];
  let at = afterBlanks(bytes, 0);
  for (;;) {
    const closer = closerOf(bytes[at]);
    if (closer === undefined) at = afterScalar(bytes, at);
    else {
      at = afterBlanks(bytes, at + 1);
      if (bytes[at] === closer) at += 1;
      else {
        closers.push(closer);
        if (closer === closeObject) at = afterName(bytes, at);
        if (at === nowhere) return false;
        continue;
      }
    }
    if (at === nowhere) return false;
    at = toNextValue(bytes, at, closers);
    if (closers.length === 0) return at === bytes.length;
    if (at === nowhere) return false;
  }
}

/** From the end of a value, over everything that it closes, to the next one; to the end of the text once `closers` is empty. */
function toNextValue(bytes: Uint8Array, from: number, closers: number[]): number {
  let at = afterBlanks(bytes, from);
  for (let closer = closers.at(-1); closer !== undefined; closer = closers.at(-1)) {
    if (bytes[at] === comma) {
      at = afterBlanks(bytes, at + 1);
      return closer === closeObject ? afterName(bytes, at) : at;
    }
    if (bytes[at] !== closer) return nowhere;
    closers.pop();
    at = afterBlanks(bytes, at + 1);
  }
  return at;
}

function closerOf(byte: number | undefined): number | undefined {
  if (byte === openObject) return closeObject;
  return byte === openArray ? closeArray : undefined;
}

/** A member's name and the colon after it. */
function afterName(bytes: Uint8Array, from: number): number {
  const at = bytes[from] === quote ? afterString(bytes, from) : nowhere;
  if (at === nowhere) return nowhere;
  const colonAt = afterBlanks(bytes, at);
  return bytes[colonAt] === colon ? afterBlanks(bytes, colonAt + 1) : nowhere;
}

function afterScalar(bytes: Uint8Array, from: number): number {
  const byte = bytes[from];
  if (byte === quote) return afterString(bytes, from);
  if (byte === minus || isIn(digit, byte)) return afterNumber(bytes, from);
  const literal = literals.find((each) => each.every((expected, index) => bytes[from + index] === expected));
  return literal === undefined ? nowhere : from + literal.length;
}

function afterString(bytes: Uint8Array, from: number): number {
  for (let at = from + 1; ; at += 1) {
    const near = at + longRun;
    while (isIn(plainInString, bytes[at])) {
      at += 1;
      if (at === near) at = afterPlainWords(bytes, at);
    }
    if (bytes[at] === quote) return at + 1;
    if (bytes[at] !== backslash) return nowhere;
    at = lastOfEscape(bytes, at + 1);
    if (at === nowhere) return nowhere;
  }
}

/** Over what may stand in a string, four bytes at a time: where it ends, or up to three bytes before that. */
function afterPlainWords(bytes: Uint8Array, from: number): number {
  let at = from;
  while ((bytes.byteOffset + at) % 4 !== 0) {
    if (!isIn(plainInString, bytes[at])) return at;
    at += 1;
  }
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + at, (bytes.length - at) >> 2);
  let index = 0;
  while (index < words.length && isPlainWord(words[index] ?? 0)) index += 1;
  return at + index * 4;
}

/** Whether none of a word's bytes is a quote, a backslash or a control character. */
function isPlainWord(word: number): boolean {
  const noQuote = word ^ 0x22222222;
  const noBackslash = word ^ 0x5c5c5c5c;
  const found = ((noQuote - ones) & ~noQuote) | ((noBackslash - ones) & ~noBackslash) | ((word - 0x20202020) & ~word);
  return (found & 0x80808080) === 0;
}

function lastOfEscape(bytes: Uint8Array, at: number): number {
  if (isIn(escapable, bytes[at])) return at;
  if (bytes[at] !== 0x75) return nowhere;
  for (let index = at + 1; index <= at + 4; index += 1) if (!isIn(hexDigit, bytes[index])) return nowhere;
  return at + 4;
}

function afterNumber(bytes: Uint8Array, from: number): number {
  let at = bytes[from] === minus ? from + 1 : from;
  at = bytes[at] === zero ? at + 1 : afterDigits(bytes, at);
  if (at !== nowhere && bytes[at] === dot) at = afterDigits(bytes, at + 1);
  if (at === nowhere || !isIn(exponentMark, bytes[at])) return at;
  return afterDigits(bytes, isIn(sign, bytes[at + 1]) ? at + 2 : at + 1);
}

/** At least one. */
function afterDigits(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isIn(digit, bytes[at])) at += 1;
  return at === from ? nowhere : at;
}

function afterBlanks(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isIn(blank, bytes[at])) at += 1;
  return at;
}

/** No table holds 0, which the end of the text counts as. */
function isIn(table: Uint8Array, byte = 0): boolean {
  return table[byte] === 1;
}

function tableOf(holds: (byte: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_unused, byte) => (holds(byte) ? 1 : 0));
}

function tableOfBytes(text: string): Uint8Array {
  const bytes = bytesOf(text);
  return tableOf((byte) => bytes.includes(byte));
}

function bytesOf(text: string): number[] {
  return [...Buffer.from(text)];
}

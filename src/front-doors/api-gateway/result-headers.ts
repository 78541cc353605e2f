import type { Header } from './client-request.js';
import { isObject, scalarText } from './result-json.js';

/** The headers of a function's result in the form of Node's HTTP writer, or why they cannot be sent. */
export type HeadersReading = { readonly headers: readonly Header[] } | { readonly malformed: string };

/** `headers`: an object or null; each value a string, boolean or number. */
export function readSingleHeaders(value: unknown): HeadersReading {
  if (value === undefined || value === null) return { headers: [] };
  if (!isObject(value)) return { malformed: '"headers" is not an object' };
  const headers: Header[] = [];
  for (const [name, entry] of Object.entries(value)) {
    const text = scalarText(entry);
    if (text === undefined) return { malformed: `the header "${name}" is neither text nor number nor boolean` };
    headers.push([name, text]);
  }
  return sendable(headers);
}

/** `multiValueHeaders`: an object or null; each value a list of strings, booleans or numbers. */
export function readMultiHeaders(value: unknown): HeadersReading {
  if (value === undefined || value === null) return { headers: [] };
  if (!isObject(value)) return { malformed: '"multiValueHeaders" is not an object' };
  const headers: Header[] = [];
  for (const [name, entries] of Object.entries(value)) {
    if (!Array.isArray(entries)) return { malformed: `the multi-value header "${name}" is not a list` };
    for (const entry of entries) {
      const text = scalarText(entry);
      if (text === undefined) return { malformed: `the multi-value header "${name}" holds something else than text` };
      headers.push([name, text]);
    }
  }
  return sendable(headers);
}

/**
 * Single and multi-value headers as one list: of a name that both have, the multi-value ones are sent, and the single one only
 * if it is not among them; casing from the multi-value ones (http contract §1.6).
 */
export function mergeHeaders(single: readonly Header[], multi: readonly Header[]): Header[] {
  const extra = single.flatMap(([name, value]): Header[] => {
    const same = multi.filter(([other]) => other.toLowerCase() === name.toLowerCase());
    if (same.some(([, other]) => other === value)) return [];
    return [[same[0]?.[0] ?? name, value]];
  });
  return [...multi, ...extra];
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const forbiddenInValue = /[\0-\x08\x0A-\x1F\x7F]/;

/** Node refuses what HTTP forbids, so that is told here; text beyond Latin-1 goes out as its UTF-8 bytes. */
function sendable(headers: readonly Header[]): HeadersReading {
  for (const [name, value] of headers) {
    if (!token.test(name)) return { malformed: `"${name}" cannot be the name of a header` };
    if (forbiddenInValue.test(value))
      return { malformed: `the value of the header "${name}" holds control characters` };
  }
  return { headers: headers.map(([name, value]) => [name, latin1OfUtf8(value)]) };
}

function latin1OfUtf8(value: string): string {
  return /^[\0-\xFF]*$/.test(value) ? value : Buffer.from(value, 'utf8').toString('latin1');
}

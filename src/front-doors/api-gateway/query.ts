import { decodePercent } from './percent.js';

/** Decoded name and value in order of arrival; a key without a value has `''`. `+` is a space. */
export function parseQuery(query: string, separator: RegExp): [name: string, value: string][] {
  return query
    .split(separator)
    .filter((part) => part !== '')
    .map((part) => {
      const mark = part.indexOf('=');
      return mark === -1 ? [decode(part), ''] : [decode(part.slice(0, mark)), decode(part.slice(mark + 1))];
    });
}

function decode(text: string): string {
  return decodePercent(text.replaceAll('+', ' '));
}

import { exactJsonText, parseExactJson } from '../exact-json.js';

/** `$util` of mapping templates. */
export const templateUtil = {
  parseJson(text: unknown): unknown {
    try {
      return parseExactJson(String(text));
    } catch {
      return undefined;
    }
  },
  urlEncode: (text: unknown): string =>
    encodeURIComponent(textOf(text))
      .replaceAll('%20', '+')
      .replace(/[!'()~]/g, percent),
  urlDecode: (text: unknown): string => decodeURIComponent(textOf(text).replaceAll('+', ' ')),
  base64Encode: (text: unknown): string => Buffer.from(textOf(text)).toString('base64'),
  base64Decode: (text: unknown): string => Buffer.from(textOf(text), 'base64').toString('utf8'),
  escapeJavaScript: (text: unknown): string => textOf(text).replace(/["'\\/\b\f\n\r\t]|[^\x20-\x7F]/g, escaped),
} as const;

const short: Readonly<Record<string, string>> = {
  '\b': String.raw`\b`,
  '\f': String.raw`\f`,
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

function escaped(sign: string): string {
  if (/["'\\/]/.test(sign)) return `\\${sign}`;
  return short[sign] ?? `\\u${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function percent(sign: string): string {
  return `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** An undefined value of a template is an empty text here. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : exactJsonText(value);
}

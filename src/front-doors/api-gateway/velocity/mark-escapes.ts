/**
 * What Velocity 1.7 reads and the parser does not: backslashes before references and directives, and doubled quotes in strings. Each stands
 * as a character of its own while the template is parsed; what is made of the parts turns them back (`sourceText`, `shownText`, `stringText`).
 */
const marks = {
  /** A backslash before a reference, which decides when it is rendered what of it is shown. */
  beforeReference: '\uE001',
  /** A backslash that is shown, and one that is not. */
  shown: '\uE002',
  dropped: '\uE003',
  /** A `#` that begins nothing. */
  hash: '\uE004',
  /** Two quotes that stand for one. */
  double: '\uE005',
  single: '\uE006',
} as const;

const anyMark = /[\uE001-\uE006]/;

/** Escaped in Velocity; other names are those of macros, whose backslashes stay. */
const directives = /^(?:set|if|elseif|else|end|foreach|include|parse|macro|define|stop|break|evaluate|literal)$/;

/** The template with its escapes marked. One that has such characters of its own stays as it is. */
export function markEscapes(text: string): string {
  if (!/\\[$#]|""|''/.test(text) || anyMark.test(text)) return text;
  return markDoubledQuotes(text)
    .replaceAll(/\\+(?=\$)/g, (slashes) => marks.beforeReference.repeat(slashes.length))
    .replaceAll(/\\+(?=##)/g, (slashes) => marks.shown.repeat(slashes.length))
    .replaceAll(/(\\+)#(?![#*[])(\{?([A-Za-z]+))?/g, (_, slashes: string, rest = '', name = '') =>
      markDirective(slashes.length, String(rest), String(name)),
    );
}

/** Of an odd number of backslashes half are shown and the directive is text, of an even number it runs; `#set` shows all. */
function markDirective(slashes: number, rest: string, name: string): string {
  if (!directives.test(name)) return `${marks.shown.repeat(slashes)}${marks.hash}${rest}`;
  if (slashes % 2 === 0 && name === 'set') return `${marks.shown.repeat(slashes)}#${rest}`;
  const half = Math.floor(slashes / 2);
  const kept = `${marks.shown.repeat(half)}${marks.dropped.repeat(slashes - half)}`;
  return `${kept}${slashes % 2 === 0 ? '#' : marks.hash}${rest}`;
}

const head = /#@?\{?[A-Za-z]\w*\}?\s*(?=\()|\$!?\{?[A-Za-z_][\w-]*/y;
const path = /(?:\.[A-Za-z_][\w-]*)+(?=\()|(?:\.[A-Za-z_][\w-]*)*(?=\[)/y;
const stringStart = /["']/;

/** Only strings in the parentheses of directives and methods, and in indexes, are strings: elsewhere quotes are text. */
function markDoubledQuotes(text: string): string {
  let output = '';
  let at = 0;
  const take = (length: number): void => {
    output += text.slice(at, at + length);
    at += length;
  };
  const takeIf = (sticky: RegExp): boolean => {
    sticky.lastIndex = at;
    const [found] = sticky.exec(text) ?? [];
    take(found?.length ?? 0);
    return found !== undefined;
  };
  const takeString = (): void => {
    const quote = text.charAt(at);
    take(1);
    while (at < text.length && (text[at] !== quote || text[at + 1] === quote)) {
      if (text[at] === quote) {
        output += quote === '"' ? marks.double : marks.single;
        at += 2;
      } else take(text[at] === '\\' ? 2 : 1);
    }
    take(1);
  };
  const takeGroup = (): void => {
    let depth = 0;
    do {
      const next = text.charAt(at);
      if (stringStart.test(next)) {
        takeString();
        continue;
      }
      if (/[([{]/.test(next)) depth += 1;
      if (/[)\]}]/.test(next)) depth -= 1;
      take(1);
    } while (depth > 0 && at < text.length);
  };
  while (at < text.length) {
    const isDirective = text[at] === '#';
    if (!takeIf(head)) take(1);
    else if (isDirective) takeGroup();
    else while (takeIf(path)) takeGroup();
  }
  return output;
}

/** As the template writes it. */
export function sourceText(text: string): string {
  return anyMark.test(text) ? unmarked(text, '\\', '""', "''") : text;
}

/** As text that is no string shows it. */
export function shownText(text: string): string {
  return anyMark.test(text) ? unmarked(text, '', '""', "''") : text;
}

/** What a string says, the quotes around it apart. */
export function stringText(text: string): string {
  return anyMark.test(text) ? unmarked(text, '\\', '"', "'") : text;
}

function unmarked(text: string, dropped: string, double: string, single: string): string {
  return text
    .replaceAll(marks.beforeReference, '\\')
    .replaceAll(marks.shown, '\\')
    .replaceAll(marks.dropped, dropped)
    .replaceAll(marks.hash, '#')
    .replaceAll(marks.double, double)
    .replaceAll(marks.single, single);
}

/** Text before a reference without the backslashes at its end, and how many they are. */
export function splitSlashes(text: string): readonly [text: string, slashes: number] {
  const bare = text.replace(/\uE001+$/, '');
  return [bare, text.length - bare.length];
}

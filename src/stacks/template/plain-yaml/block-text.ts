import type { TextPosition } from './text-position.js';

export interface BlockTextForm {
  /** `>`, whose lines are joined, rather than `|`. */
  readonly isFolded: boolean;
  /** `-`: without the line end after the last line. */
  readonly isStripped: boolean;
  readonly parentIndent: number;
}

const line = /([^\n]*)\n/y;

/** Reads the lines after the head of a block of text, and stands at the line behind them. */
export function readBlockText(position: TextPosition, { isFolded, isStripped, parentIndent }: BlockTextForm): string {
  const indent = /^ */.exec(position.text.slice(position.at, position.at + 500))?.[0].length ?? 0;
  if (indent <= parentIndent || indent === 500) position.fail();
  const lines: string[] = [];
  let blanks: string[] = [];
  for (;;) {
    const begin = position.at;
    const found = position.take(line)?.[1];
    if (found === undefined) break;
    if (/^ *$/.test(found)) {
      if (found.length > indent || lines.length === 0) position.fail();
      blanks.push('');
    } else if (found.slice(0, indent).trim() === '') {
      lines.push(...blanks, found.slice(indent));
      blanks = [];
    } else {
      position.at = begin;
      break;
    }
  }
  if (isFolded && lines.some((part) => /^ | $/.test(part))) position.fail();
  const text = isFolded ? lines.join('\n').replaceAll(/\n+/g, fold) : lines.join('\n');
  return isStripped ? text : `${text}\n`;
}

/** One line end becomes a space, of several one goes. */
function fold(lineEnds: string): string {
  return lineEnds.length === 1 ? ' ' : lineEnds.slice(1);
}

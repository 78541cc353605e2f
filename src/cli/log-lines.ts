import { colourOf, type Paint } from './colours.js';

/** The part of a log line that is printed. */
export interface PrintedLine {
  readonly timestampMs: number;
  readonly functionName: string;
  readonly source: 'function' | 'platform';
  readonly text: string;
  readonly requestId?: string | undefined;
}

export interface LineStyle {
  readonly format: 'text' | 'json';
  /** Names the function in front of each line; without it the line is as the function wrote it. */
  readonly prefixed: boolean;
  readonly paint: Paint;
}

/** One line of a function's output for people, or the whole of it as JSON for programs. */
export function printedLine(line: PrintedLine, { format, prefixed, paint }: LineStyle): string {
  if (format === 'json') {
    const { timestampMs, ...members } = line;
    return JSON.stringify({ time: new Date(timestampMs).toISOString(), ...members, text: linesOf(line).join('\n') });
  }
  const prefix = prefixed ? `${paint(colourOf(line.functionName), `${line.functionName} |`)} ` : '';
  const painted = (text: string): string => `${prefix}${line.source === 'platform' ? paint('dim', text) : text}`;
  return line.text.includes('\r') ? linesOf(line).map(painted).join('\n') : painted(line.text);
}

/** Node's runtime client joins the lines of one record with carriage returns, which would overwrite each other on a terminal. */
function linesOf({ text }: PrintedLine): readonly string[] {
  return text.includes('\r') ? text.replace(/\r+$/, '').split('\r') : [text];
}

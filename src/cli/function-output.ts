import { createWriteStream, mkdirSync, openSync, type WriteStream } from 'node:fs';
import path from 'node:path';
import { messageOf, UserError } from '../base/index.js';
import type { LineStyle, PrintedLine } from './log-lines.js';
import { printedLine } from './log-lines.js';
import type { Session } from './session.js';

/** Where the lines that functions write are printed; once it is disposed, all of them are there. */
export interface FunctionOutput extends AsyncDisposable {
  write(line: PrintedLine): void;
  /** Text that is a piece of log already. */
  writeText(text: string): void;
}

/** The file of `--log-file`, made anew, else the terminal by `print` in `style`. A `UserError` when the file cannot be written. */
export function openFunctionOutput(
  { settings: { logFile, logFormat } }: Session,
  print: (text: string) => void,
  style: LineStyle,
): FunctionOutput {
  if (logFile === undefined) return outputOf(print, style, async () => {});
  const stream = openFile(logFile);
  const write = (text: string): void => {
    stream.write(`${text}\n`);
  };
  const inFile = { format: logFormat, prefixed: false, paint: (_: string, text: string) => text };
  return outputOf(write, inFile, () => new Promise((resolve) => stream.end(resolve)));
}

function outputOf(print: (text: string) => void, style: LineStyle, close: () => Promise<void>): FunctionOutput {
  return {
    write: (line) => {
      print(printedLine(line, style));
    },
    writeText: print,
    [Symbol.asyncDispose]: close,
  };
}

function openFile(file: string): WriteStream {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    return createWriteStream(file, { fd: openSync(file, 'w') });
  } catch (error) {
    throw new UserError(
      `The log file "${file}" cannot be written: ${messageOf(error)}. Name another with --log-file.`,
      {
        cause: error,
      },
    );
  }
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { messageOf, UserError } from '../base/index.js';
import type { Io } from './io.js';

/** The event to invoke with: a file, standard input for `-`, `{}` when none is named. It must be JSON, as Lambda asks for. */
export async function readEvent(named: string | undefined, io: Io): Promise<Buffer> {
  if (named === undefined) return Buffer.from('{}');
  const bytes = named === '-' ? await readAll(io.stdin) : await readEventFile(path.resolve(io.folder, named));
  const source = named === '-' ? 'standard input' : `"${named}"`;
  try {
    JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new UserError(`The event in ${source} is not JSON: ${messageOf(error)}. Correct it.`, { cause: error });
  }
  return bytes;
}

async function readEventFile(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new UserError(`Event file not found: "${file}". Name an existing file with -e, or "-" for standard input.`, {
      cause: error,
    });
  }
}

async function readAll(stream: Io['stdin']): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks);
}

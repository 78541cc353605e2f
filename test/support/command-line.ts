import { Readable } from 'node:stream';
import type { Io } from '../../src/cli/io.js';
import { run } from '../../src/cli/run.js';

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line in this process. */
export async function commandLine(words: readonly string[], parts: Partial<Io> = {}): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  const status = await run(words, {
    stdin: Readable.from([]),
    stdout: { isTerminal: false, write: (text) => (stdout += text) },
    stderr: { isTerminal: false, write: (text) => (stderr += text) },
    environment: {},
    folder: '/nowhere',
    onStopSignal: () => () => undefined,
    ...parts,
  });
  return { status, stdout, stderr };
}

import path from 'node:path';
import type { BenchRun } from '../frame/bench.js';
import { pollUntil } from '../parts/poll-until.js';
import { Program } from '../parts/program.js';

/**
 * Whether a process in which a Hearth was used and stopped ends by itself, as it does only when no timer, socket or child is left;
 * answers what kept it, else undefined. The command would not show it: it ends its process.
 */
export async function embeddedKeeps(
  run: BenchRun,
  host: 'docker' | 'process',
  folder: string,
): Promise<string | undefined> {
  const program = run.scope.use(
    'the embedded Hearth',
    new Program({
      command: process.execPath,
      parameters: [path.join(run.programs, 'embedded.js'), path.join(run.programs, 'dist/index.js'), host],
      folder,
      outputFile: path.join(folder, 'embedded.log'),
    }),
  );
  const output = await program.says(/still holding: .*\n/, run.signal);
  const ended = async (): Promise<true | undefined> => Promise.resolve(program.status === undefined ? undefined : true);
  try {
    await pollUntil(ended, { what: 'end of the process', signal: run.signal, patienceMs: 5000 });
    return program.status === 0 ? undefined : `it ended with ${String(program.status)}: ${output}`;
  } catch {
    run.signal.throwIfAborted();
    return output.trim();
  }
}

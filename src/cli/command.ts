import { processIo } from './process-io.js';
import { run } from './run.js';

/** The whole command, to the end of the process. */
export async function main(): Promise<never> {
  const io = processIo();
  const status = await run(process.argv.slice(2), io);
  await io.flush();
  // Not `exitCode`: a pull that nobody waits for any more may keep the process alive.
  process.exit(status);
}

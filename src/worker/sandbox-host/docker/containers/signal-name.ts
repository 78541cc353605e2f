import { constants } from 'node:os';

/**
 * Signals that can end a container's first process: the kernel keeps all others from it unless it has a handler, and then it
 * ends by exiting. So 142 or 143 is an exit status, though 128 + n would fit.
 */
const FATAL_TO_FIRST_PROCESS = [
  'SIGILL',
  'SIGTRAP',
  'SIGABRT',
  'SIGBUS',
  'SIGFPE',
  'SIGKILL',
  'SIGSEGV',
  'SIGSYS',
] as const;

/** `SIGKILL` for 137, by which the engine reports a death by signal; undefined when the code is an exit status. */
export function signalOfExitCode(exitCode: number): string | undefined {
  return FATAL_TO_FIRST_PROCESS.find((name) => constants.signals[name] + 128 === exitCode);
}

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

/**
 * Those that can end a child of an init too. SIGPIPE and SIGALRM are left out: 141 and 142 are what shells and the official
 * images' entry point exit with by themselves.
 */
const FATAL_TO_OTHERS = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGTERM'] as const;

/** `SIGKILL` for 137, by which the engine reports a death by signal; undefined when the code is an exit status. */
export function signalOfExitCode(exitCode: number, underInit: boolean): string | undefined {
  const signals = underInit ? [...FATAL_TO_FIRST_PROCESS, ...FATAL_TO_OTHERS] : FATAL_TO_FIRST_PROCESS;
  return signals.find((name) => constants.signals[name] + 128 === exitCode);
}

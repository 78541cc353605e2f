import type { RuntimeExit } from '../sandbox-host/index.js';

/** How a lost sandbox looks to its caller: its process was killed. */
export const killedFromOutside: RuntimeExit = { signal: 'SIGKILL', outOfMemory: false };

/** A runtime's end in AWS's words (runtime contract §6.3). */
export function describeExit(exit: RuntimeExit): { readonly errorType: string; readonly message: string } {
  if (exit.invalidEntrypoint !== undefined) {
    return { errorType: 'Runtime.InvalidEntrypoint', message: exit.invalidEntrypoint };
  }
  if (exit.outOfMemory) {
    return { errorType: 'Runtime.OutOfMemory', message: 'Runtime exited with error: signal: killed' };
  }
  return { errorType: 'Runtime.ExitError', message: exitMessage(exit) };
}

function exitMessage({ signal, exitCode }: RuntimeExit): string {
  if (signal !== undefined) return `Runtime exited with error: signal: ${signalNames[signal] ?? signal}`;
  if (exitCode === undefined || exitCode === 0) return 'Runtime exited without providing a reason';
  return `Runtime exited with error: exit status ${exitCode}`;
}

const signalNames: Readonly<Record<string, string>> = {
  SIGHUP: 'hangup',
  SIGINT: 'interrupt',
  SIGQUIT: 'quit (core dumped)',
  SIGILL: 'illegal instruction (core dumped)',
  SIGTRAP: 'trace/breakpoint trap (core dumped)',
  SIGABRT: 'aborted (core dumped)',
  SIGBUS: 'bus error (core dumped)',
  SIGFPE: 'floating point exception (core dumped)',
  SIGKILL: 'killed',
  SIGUSR1: 'user defined signal 1',
  SIGSEGV: 'segmentation fault (core dumped)',
  SIGUSR2: 'user defined signal 2',
  SIGPIPE: 'broken pipe',
  SIGALRM: 'alarm clock',
  SIGTERM: 'terminated',
};

/**
 * AWS's words for an entry point that cannot run (`fork/exec /main: exec format error`), made from the engine's refusal to
 * start it; undefined when the refusal has another cause.
 */
export function invalidEntrypointOfStartError(message: string): string | undefined {
  const missing = /exec: "([^"]+)": (?:stat \S+: )?(no such file or directory|permission denied|is a directory)/.exec(
    message,
  );
  if (missing !== null) return `fork/exec ${missing[1] ?? ''}: ${missing[2] ?? ''}`;
  const unknownCommand = /exec: "([^"]+)": executable file not found in \$PATH/.exec(message);
  if (unknownCommand !== null) return `exec: "${unknownCommand[1] ?? ''}": executable file not found in $PATH`;
  const crun = /executable file [`']([^`']+)[`'] not found/.exec(message);
  if (crun !== null) return `fork/exec ${crun[1] ?? ''}: no such file or directory`;
  const workingDirectory =
    /chdir to cwd \("([^"]+)"\).*?(no such file or directory|permission denied|not a directory)/.exec(message);
  if (workingDirectory !== null) return `chdir ${workingDirectory[1] ?? ''}: ${workingDirectory[2] ?? ''}`;
  return undefined;
}

/**
 * The same for a failure that runc, or the init, meets only after the start has been answered: it writes one line in place of the
 * program and exits. `output` is all that the container wrote.
 */
export function invalidEntrypointOfOutput(output: string): string | undefined {
  const line =
    /^(?:exec (\S+)|standard_init_linux\.go:\d+: exec user process caused): (exec format error|no such file or directory|permission denied)\s*$/;
  const init = /^\[FATAL tini \(\d+\)\] exec (.+) failed: (.+)\s*$/.exec(output);
  if (init !== null) return refusedByInit(init[1] ?? '', init[2] ?? '');
  const match = line.exec(output);
  return match === null ? undefined : `fork/exec ${match[1] ?? 'entrypoint'}: ${match[2] ?? ''}`;
}

/** Whether this is the init, which could not start the program, and not the function; it writes its line in pieces. */
export function isWordOfInit(outputSoFar: string): boolean {
  return outputSoFar.startsWith('[FATAL tini (');
}

function refusedByInit(program: string, reason: string): string {
  const why = reason.toLowerCase();
  const inPath = !program.includes('/') && why === 'no such file or directory';
  return inPath ? `exec: "${program}": executable file not found in $PATH` : `fork/exec ${program}: ${why}`;
}

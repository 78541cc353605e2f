import { type ChildProcess, spawn } from 'node:child_process';
import { Socket } from 'node:net';

/** Reads `watch <group>` and `forget <group>`; when its input ends, however this process came to its end, kills what is still watched. */
const script = `
groups=' '
while read -r verb group; do
  case $verb in
    watch) groups="$groups$group " ;;
    forget)
      case $groups in
        *" $group "*) groups="\${groups%% $group *} \${groups#* $group }" ;;
      esac ;;
  esac
done
for group in $groups; do kill -s KILL -- "-$group"; done
`;

/**
 * A tiny shell beside this process that outlives it by a moment: no function's process is left behind, not even after a
 * `kill -9`. Started with the first sandbox.
 */
export class OrphanGuard implements AsyncDisposable {
  #shell: ChildProcess | undefined;

  watch(group: number): void {
    this.#tell('watch', group);
  }

  forget(group: number): void {
    this.#tell('forget', group);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const shell = this.#shell;
    this.#shell = undefined;
    if (shell === undefined || shell.exitCode !== null || shell.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      shell.once('exit', () => resolve());
      shell.stdin?.end();
    });
  }

  #tell(verb: string, group: number): void {
    this.#shell ??= startShell();
    this.#shell.stdin?.write(`${verb} ${group}\n`);
  }
}

function startShell(): ChildProcess {
  // In a session of its own: Ctrl-C in the terminal is meant for Hearth, which then stops its sandboxes itself.
  const shell = spawn('/bin/sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'], env: {} });
  const ignore = (): void => undefined;
  shell.on('error', ignore);
  shell.stdin.on('error', ignore);
  shell.unref();
  if (shell.stdin instanceof Socket) shell.stdin.unref();
  return shell;
}

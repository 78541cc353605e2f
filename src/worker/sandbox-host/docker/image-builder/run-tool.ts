import { spawn } from 'node:child_process';
import { PlatformError, UserError } from '../../../../base/index.js';

export interface ToolRun {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly workingDirectory: string;
  /** What to install when the command is not there. */
  readonly remedy: string;
  readonly signal: AbortSignal;
}

/**
 * Runs a program of this machine to its end and answers its standard output; its last words go into the error when it fails.
 * `signal` ends it with all that it has started.
 */
export function runTool({ command, parameters, workingDirectory, remedy, signal }: ToolRun): Promise<string> {
  return new Promise((resolve, reject) => {
    // A process group of its own, so that its children can be ended with it.
    const child = spawn(command, parameters, {
      cwd: workingDirectory,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stop = (): void => {
      if (child.pid !== undefined) killGroup(child.pid);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    let output = '';
    let complaints = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    child.once('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT';
      reject(missing ? new UserError(`"${command}" is needed to build images and was not found. ${remedy}`) : error);
    });
    child.once('close', (exitCode) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) reject(signal.reason as Error);
      else if (exitCode === 0) resolve(output);
      else
        reject(
          new PlatformError(
            `"${command}" failed with status ${exitCode ?? 'none'}:\n${lastLines(output + complaints)}`,
          ),
        );
    });
  });
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, 'SIGTERM');
  } catch {
    // It has ended.
  }
}

/** The end of a program's output, where its error is. */
export function lastLines(text: string, count = 30): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

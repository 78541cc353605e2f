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

/** Runs a program of this machine to its end and answers its standard output; its last words go into the error when it fails. */
export function runTool({ command, parameters, workingDirectory, remedy, signal }: ToolRun): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { cwd: workingDirectory, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let complaints = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
    child.once('error', (error: NodeJS.ErrnoException) => {
      const missing = error.code === 'ENOENT';
      reject(missing ? new UserError(`"${command}" is needed to build images and was not found. ${remedy}`) : error);
    });
    child.once('close', (exitCode) => {
      if (exitCode === 0) resolve(output);
      else
        reject(
          new PlatformError(
            `"${command}" failed with status ${exitCode ?? 'none'}:\n${lastLines(output + complaints)}`,
          ),
        );
    });
  });
}

/** The end of a program's output, where its error is. */
export function lastLines(text: string, count = 30): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

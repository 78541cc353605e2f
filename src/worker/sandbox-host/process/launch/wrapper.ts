import { existsSync } from 'node:fs';
import { onThisMachine } from '../environment.js';
import type { SandboxPlace } from '../sandbox-place.js';
import { isExecutableFile } from './executables.js';
import type { LaunchCommand } from './launcher.js';

/**
 * Puts the function's AWS_LAMBDA_EXEC_WRAPPER before the interpreter, as the start scripts of the managed runtimes do. A
 * missing one ends with 127, one that may not be executed with 126.
 */
export function wrapped(command: LaunchCommand, wrapper: string | undefined, place: SandboxPlace): LaunchCommand {
  if (wrapper === undefined || wrapper === '' || !command.wrappable) return command;
  const file = onThisMachine(wrapper, place);
  if (isExecutableFile(file))
    return { ...command, command: file, parameters: [command.command, ...command.parameters] };
  const [complaint, exitCode] = existsSync(file) ? ['is not an executable', '126'] : ['does not exist', '127'];
  const script = 'echo "$0: $1"; exit "$2"';
  return { ...command, command: '/bin/sh', parameters: ['-c', script, wrapper, complaint, exitCode] };
}

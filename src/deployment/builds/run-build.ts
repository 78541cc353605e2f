import { spawn } from 'node:child_process';
import { messageOf, UserError } from '../../base/index.js';
import { processEnvironment } from '../../settings/index.js';
import type { BuildPlan } from './plan-builds.js';

/** As much of what a build printed as a message shows. */
const shownLines = 20;

/** Runs one build; answers the image's id for an image. Rejects with a `UserError` that ends with what the build printed last. */
export async function runBuild(
  { label, command, folder }: BuildPlan,
  signal: AbortSignal,
): Promise<string | undefined> {
  const [program, parameters] =
    command.kind === 'image' ? (['docker', imageParameters(command)] as const) : ([command.line, []] as const);
  const printed: string[] = [];
  const child = spawn(program, parameters, {
    cwd: folder,
    shell: command.kind === 'shell',
    env: processEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, so that what the shell has started ends with it.
    detached: true,
  });
  const end = (): void => {
    if (child.pid !== undefined) endGroup(child.pid);
  };
  signal.addEventListener('abort', end);
  let answer = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    answer += text;
    printed.push(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => printed.push(text));
  const status = await new Promise<number | NodeJS.Signals>((resolve, reject) => {
    child.once('error', (error) => {
      reject(new UserError(`The build of ${label} cannot be run: ${messageOf(error)}`, { cause: error }));
    });
    child.once('close', (code, name) => {
      resolve(code ?? name ?? 1);
    });
  });
  signal.removeEventListener('abort', end);
  if (status === 0) return command.kind === 'image' ? answer.trim().split('\n').pop() : undefined;
  const tail = printed.join('').trimEnd().split('\n').slice(-shownLines).join('\n');
  const shown = command.kind === 'image' ? `docker ${parameters.join(' ')}` : command.line;
  throw new UserError(`The build of ${label} failed (${status}): "${shown}".${tail === '' ? '' : `\n${tail}`}`);
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid);
  } catch {
    // It has ended by itself.
  }
}

/** `--quiet` prints the image's id alone. */
function imageParameters({ tag, build }: Extract<BuildPlan['command'], { kind: 'image' }>): string[] {
  const { context, dockerfile, target, buildArguments } = build;
  return [
    ...['build', '--quiet', '--tag', tag],
    ...(dockerfile === undefined ? [] : ['--file', `${context}/${dockerfile}`]),
    ...(target === undefined ? [] : ['--target', target]),
    ...Object.entries(buildArguments).flatMap(([name, value]) => ['--build-arg', `${name}=${value}`]),
    context,
  ];
}

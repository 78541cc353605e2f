import type { SandboxSpec } from '../../sandbox-host.js';
import type { ContainerPlan } from '../containers/container-plan.js';
import { shellWord } from '../engine/attached-shell.js';

/** What shells set by themselves and a plain start does not. */
const SET_BY_SHELLS = ['PWD', 'OLDPWD', 'SHLVL', '_'];

/**
 * The hand-over: one line by which a waiting shell becomes the runtime, with the environment, arguments and input that a plain start
 * would give. A program that is not there or may not be run is told in the words of the engine's init.
 */
export function gateScript(
  { commandLine, imageEnvironment, environment }: ContainerPlan,
  spec: Pick<SandboxSpec, 'environment'>,
): string {
  const variables = Object.entries({ ...environment, ...spec.environment }).map(([name, value]) => `${name}=${value}`);
  const unset = SET_BY_SHELLS.map((name) => `-u ${name}`).join(' ');
  const words = [...imageEnvironment, ...variables, ...commandLine].map(shellWord).join(' ');
  return `${refusal(commandLine[0] ?? '')}exec env ${unset} ${words} <>/dev/null\n`;
}

/** Names without a slash are looked for in the final `PATH`, by `env`. */
function refusal(program: string): string {
  if (!program.includes('/')) return '';
  const word = shellWord(program);
  const tell = (reason: string, status: number): string =>
    `{ printf '[FATAL tini (7)] exec %s failed: ${reason}\\n' ${word} >&2; exit ${status}; }`;
  return `[ -e ${word} ] || ${tell('No such file or directory', 127)}; [ -x ${word} ] && [ ! -d ${word} ] || ${tell('Permission denied', 126)}; `;
}

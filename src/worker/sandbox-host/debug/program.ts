import type { DebugSettings } from '../../../model/index.js';

/**
 * The command that runs `bootstrap` under a debugger of `folder`: the program that `--debug-args` begin with, else delve, which speaks
 * its API 2 unless `-delveAPI=1` (AWS SAM's spelling) asks for the older one.
 */
export function programUnderDebugger(
  { port, arguments: given }: DebugSettings,
  { folder, address, bootstrap }: { readonly folder: string; readonly address: string; readonly bootstrap: string },
): readonly [string, ...string[]] {
  const [first, ...rest] = given;
  if (first !== undefined && !first.startsWith('-')) {
    return [first.includes('/') ? first : `${folder}/${first}`, ...rest, bootstrap];
  }
  const version = given.map((word) => /^-{1,2}delveAPI=(\d+)$/.exec(word)?.[1]).find((found) => found !== undefined);
  const options = given.filter((word) => !/^-{1,2}delveAPI(=|$)/.test(word));
  return [
    `${folder}/dlv`,
    ...[`--listen=${address}:${port}`, '--headless=true', `--api-version=${version ?? '2'}`, ...options],
    ...['exec', bootstrap],
  ];
}

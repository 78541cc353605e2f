import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { packageRoot, PlatformError } from '../../src/base/index.js';

/** How one peer comes into a folder of its own. */
export interface PeerRecipe {
  readonly name: string;
  readonly packages: Readonly<Record<string, string>>;
  readonly install: (folder: string, specifiers: readonly string[], signal: AbortSignal) => Promise<void>;
}

export const fromNpm: PeerRecipe['install'] = async (folder, specifiers, signal) => {
  await writeFile(path.join(folder, 'package.json'), '{ "private": true }\n');
  await runTool('npm', ['install', '--save-exact', '--no-audit', '--no-fund', ...specifiers], folder, signal);
};

export const fromPip: PeerRecipe['install'] = async (folder, specifiers, signal) => {
  await runTool('python3', ['-m', 'venv', folder], folder, signal);
  const pinned = specifiers.map((specifier) => specifier.replace('@', '=='));
  await runTool(path.join(folder, 'bin/pip'), ['install', '--quiet', ...pinned], folder, signal);
};

/** The peer's folder below `bench/.peers/`, installed when it is not there yet. */
export async function installPeer({ name, packages, install }: PeerRecipe, signal: AbortSignal): Promise<string> {
  const specifiers = Object.entries(packages).map(([each, version]) => `${each}@${version}`);
  const folder = path.join(packageRoot(), 'bench/.peers', [name, ...Object.values(packages)].join('-'));
  const finished = path.join(folder, 'installed');
  if (existsSync(finished)) return folder;
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await install(folder, specifiers, signal);
  await writeFile(`${finished}.new`, `${specifiers.join('\n')}\n`);
  await rename(`${finished}.new`, finished);
  return folder;
}

async function runTool(
  command: string,
  parameters: readonly string[],
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const child = spawn(command, [...parameters], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'], signal });
  let complaints = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text));
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0)
    throw new PlatformError(`"${command} ${parameters.join(' ')}" failed: ${complaints.trim().slice(-500)}`);
}

import { expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { silentLogger } from '../../../src/base/index.js';
import { openStorage } from '../../../src/storage/index.js';
import { temporaryFolder } from '../../unit/storage/temporary-folder.js';

const rounds = 8;

/** Runs the accepting process until it has accepted `count` events, kills it, and answers every line that it got out. */
async function acceptUntilKilled(script: string, dataFolder: string, count: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [script, dataFolder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const closed = once(child, 'close');
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (lines.length === count) child.kill('SIGKILL');
  }
  await closed;
  return lines;
}

it('every event that was accepted is there after kill -9, however often and whenever that happens', async () => {
  await using folder = await temporaryFolder();
  // Below node_modules, from where the bundle finds better-sqlite3.
  const script = path.resolve(`node_modules/.cache/hearth-tests/accept-${process.pid}.mjs`);
  await build({
    entryPoints: [path.resolve('test/support/accept-until-killed.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['better-sqlite3'],
  });
  const dataFolder = path.join(folder.path, 'data');
  const accepted = new Set<string>();
  const settling = new Set<string>();

  for (let round = 1; round <= rounds; round += 1) {
    for (const line of await acceptUntilKilled(script, dataFolder, 1 + round * 37)) {
      const [what, requestId = ''] = line.split(' ');
      (what === 'accepted' ? accepted : settling).add(requestId);
    }
  }

  await rm(script);

  await using storage = await openStorage({ dataFolder, ephemeral: false, logger: silentLogger });
  const pending = new Set(storage.journal.list().map(({ requestId }) => requestId));
  const lost = [...accepted].filter((requestId) => !pending.has(requestId) && !settling.has(requestId));
  expect(accepted.size).toBeGreaterThan(rounds * 37);
  expect(lost).toEqual([]);
  const [some = ''] = pending;
  expect(JSON.parse(storage.journal.read(some)?.payload.toString() ?? '')).toHaveProperty('padding');
});

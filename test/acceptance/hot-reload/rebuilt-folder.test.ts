import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { StartedHearth } from '../../support/product/started-hearth.js';
import { waitUntil } from '../../support/wait-until.js';

describe('a function on the process host whose build removes its folder and makes it anew', () => {
  it('answers a first call in between with what was built', async () => {
    const project = await mkdtemp(path.join(tmpdir(), 'hearth-rebuilt-'));
    const dist = path.join(project, 'dist');
    await build(dist, 'old');
    await using hearth = await StartedHearth.start(
      { rebuilt: { runtime: 'nodejs22.x', handler: 'index.handler', code: dist } },
      '--sandbox-host',
      'process',
    );

    await rm(dist, { recursive: true });
    const answering = hearth.invoke('rebuilt');
    await waitUntil(() => Promise.resolve(hearth.messages.includes('a start waits for its build')));
    await build(dist, 'new');
    const { functionError, text } = await answering;
    await rm(project, { recursive: true });

    expect({ functionError, text }).toEqual({ functionError: undefined, text: '"new"' });
  }, 60_000);
});

/** The handler's file first, as compilers write them: what it imports comes a moment later. */
async function build(folder: string, text: string): Promise<void> {
  await mkdir(folder);
  await writeFile(path.join(folder, 'index.mjs'), "export { handler } from './answer.mjs';\n");
  await writeFile(path.join(folder, 'answer.mjs'), `export const handler = async () => '${text}';\n`);
}

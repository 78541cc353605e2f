import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { packageRoot } from '../../../src/base/index.js';
import { runProgram } from '../../support/product/run-program.js';

const soak = path.join(packageRoot(), 'scripts/bench.mjs');

describe('Hearth on the process host under mixed calls, kills and redeploys', () => {
  it('loses no event and leaves no process, socket, timer or file', async () => {
    const words = [soak, 'soak', '--minutes', '0.25', '--host', 'process'];

    const { status, stdout, stderr } = await runProgram(process.execPath, words, { folder: packageRoot() });

    expect(`${stdout}${stderr}`).toContain('Nothing was lost, nothing is left.');
    expect(status).toBe(0);
  }, 300_000);
});

describe('Hearth with asynchronous events on the process host, killed six times at random moments', () => {
  it('runs each accepted event, retries what failed and tells the destination of every end', async () => {
    const words = [soak, 'soak', '--events', '600', '--kills', '6'];

    const { status, stdout, stderr } = await runProgram(process.execPath, words, { folder: packageRoot() });

    expect(`${stdout}${stderr}`).toContain('Nothing was lost, nothing is left.');
    expect(status).toBe(0);
  }, 300_000);
});

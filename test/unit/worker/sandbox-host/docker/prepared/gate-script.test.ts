import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { gateScript } from '../../../../../../src/worker/sandbox-host/docker/prepared/gate-script.js';

const run = promisify(execFile);

function planOf(commandLine: readonly string[]): Parameters<typeof gateScript>[0] {
  return { imageId: 'i', mounts: [], commandLine, imageEnvironment: ['FROM_IMAGE=1', 'BOTH=image'], environment: {} };
}

/** What a shell makes of it, started with an environment of its own. */
async function handOver(commandLine: readonly string[], environment: Record<string, string>): Promise<string> {
  const script = gateScript(planOf(commandLine), { environment });
  const { stdout } = await run('/bin/sh', ['-c', script], { env: { PATH: process.env['PATH'] }, encoding: 'utf8' });
  return stdout;
}

const printEnvironment = [process.execPath, '-e', 'console.log(JSON.stringify(process.env))'];

describe('the script of a hand-over', () => {
  it('gives the program its environment over that of the image, and nothing that shells set', async () => {
    const seen = JSON.parse(await handOver(printEnvironment, { BOTH: 'function', OWN: 'x' })) as Record<string, string>;

    expect(seen).toEqual({ PATH: process.env['PATH'], FROM_IMAGE: '1', BOTH: 'function', OWN: 'x' });
  });

  it('passes every text unchanged, as a value and as an argument', async () => {
    const text = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.string({
        unit: fc.constantFrom("'", '"', '\\', '\n', '$', '`', '!', ' ', '\t', '%', '*', ';', '&', '\u0081'),
      }),
    );
    const usable = text.filter((each) => !each.includes('\0'));
    await fc.assert(
      fc.asyncProperty(usable, usable, async (value, argument) => {
        const program = [process.execPath, '-e', 'console.log(JSON.stringify([process.env.VALUE, process.argv[1]]))'];

        const seen = JSON.parse(await handOver([...program, '--', argument], { VALUE: value })) as string[];

        expect(seen).toEqual([value, argument]);
      }),
      { numRuns: 25 },
    );
  }, 60_000);

  it.each([
    ['/no/such/program', 127, 'exec /no/such/program failed: No such file or directory'],
    ['/etc/passwd', 126, 'exec /etc/passwd failed: Permission denied'],
    ['/etc', 126, 'exec /etc failed: Permission denied'],
  ])('tells of %s what the engine’s init would', async (program, code, words) => {
    await expect(handOver([program], {})).rejects.toMatchObject({ code, stderr: `[FATAL tini (7)] ${words}\n` });
  });
});

/* eslint-disable jest/no-export -- called by one test file per sandbox host, so that they run side by side */
import { expect, it } from '@jest/globals';
import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import getPort from 'get-port';
import { packageRoot } from '../../../src/base/index.js';
import { type ServedFunction, StartedHearth } from '../product/started-hearth.js';
import { projectFolder } from '../project-folder.js';
import { waitUntil } from '../wait-until.js';
import { DebugAdapterClient } from './debug-adapter.js';

const source = path.join(packageRoot(), 'test/functions/debugged/go/main.go');
const built = path.join(packageRoot(), 'node_modules/.cache/test-functions');
const delve = path.join(built, 'delve');
const go: ServedFunction = { runtime: 'provided.al2023', code: path.join(built, 'debugged-go'), timeout: 1 };
/** Of `greeting`'s line in the source: the next one. */
const line = 16;

/** What every sandbox host owes to somebody with delve; the function has a timeout of one second. */
export function describeDelve(host: 'docker' | 'process'): void {
  const flags = ['--sandbox-host', host, '--debugger-path', delve];

  it('a Go function under delve stops at a breakpoint of an editor beyond its timeout, shows a variable, and answers', async () => {
    const port = await getPort();
    await using hearth = await StartedHearth.start({ held: go }, ...flags, '--debug-port', String(port));

    const call = hearth.call('held', { name: 'Ada' });
    using client = await DebugAdapterClient.attach(port, { mode: 'remote' });
    await client.breakAt(source, line);
    const value = await client.valueAtBreakpoint('greeting', async () => {
      const stoppedAt = Date.now();
      await waitUntil(() => Date.now() > stoppedAt + 1500);
    });

    expect(value).toBe('"hello Ada"');
    expect(await call).toBe('hello Ada');
    expect(hearth.messages).toContain(`Debug "held" on 127.0.0.1:${port} (its debugger from --debugger-path).`);
  }, 120_000);

  it('a Go function is debugged by delve’s own client, with AWS SAM’s spelling of its API version', async () => {
    const port = await getPort();
    const asSam = ['--debug-args', '-delveAPI=2', '--debug-function', `held=${port}`];
    await using hearth = await StartedHearth.start({ held: go }, ...flags, ...asSam);
    await using project = await projectFolder({});
    const script = path.join(project.path, 'commands');
    await writeFile(script, [`break main.go:${line}`, 'continue', 'print greeting', 'clearall', 'continue'].join('\n'));

    const call = hearth.call('held', { name: 'Bob' });
    const session = connectedSession(port, script);
    const answer = await call;
    await hearth[Symbol.asyncDispose]();

    expect(answer).toBe('hello Bob');
    expect(await session).toContain('"hello Bob"');
  }, 120_000);
}

/** What delve's client writes until the function's process ends; tried again until somebody listens. */
async function connectedSession(port: number, script: string): Promise<string> {
  let written = '';
  await waitUntil(async () => {
    const ran = promisify(execFile)(path.join(delve, 'dlv'), ['connect', `127.0.0.1:${port}`, '--init', script]);
    // Its prompt, once the script has run, is answered by the end of the input.
    ran.child.stdin?.end();
    const { stdout, stderr } = await ran.catch((error: unknown) => error as { stdout: string; stderr: string });
    written = `${stdout}${stderr}`;
    return stdout.includes('hello');
  });
  return written;
}

import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFolder } from '../../support/project-folder.js';
import { RunningCommand } from '../../support/product/running-command.js';

const files = {
  'template.yaml': `
Transform: AWS::Serverless-2016-10-31
Resources:
  Sleep:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: ., Timeout: 60 }
`,
  'index.js': `exports.handler = async ({ ms }) => { console.log('asleep', process.pid); await new Promise((wake) => setTimeout(wake, ms)); return 'slept'; };`,
};
const words = ['start-lambda', '--port', '0', '--sandbox-host', 'process'];

function invoke({ awsUrl }: RunningCommand, ms: number): Promise<Response> {
  const url = `${awsUrl}/2015-03-31/functions/Sleep/invocations`;
  return fetch(url, { method: 'POST', body: JSON.stringify({ ms }) });
}

describe('stopping Hearth', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('lets a running invocation end within the grace after %s', async (signal) => {
    await using project = await projectFolder(files);
    await using hearth = await RunningCommand.start([...words, '--shutdown-grace', '30s'], { folder: project.path });
    const answer = invoke(hearth, 700);
    await hearth.says(/asleep/);

    hearth.signal(signal);

    expect(await (await answer).text()).toBe('"slept"');
    expect(await hearth.ended()).toBe(0);
  });

  it('ends a running invocation when the grace is over, and leaves no process behind', async () => {
    await using project = await projectFolder(files);
    await using hearth = await RunningCommand.start([...words, '--shutdown-grace', '50ms'], { folder: project.path });
    const answer = invoke(hearth, 50_000).then(
      (response) => response.status,
      () => 'cut off',
    );
    await hearth.says(/asleep \d+/);
    const runtime = Number(/asleep (\d+)/.exec(hearth.stdout)?.[1]);

    expect(await hearth.stop()).toBe(0);

    expect(() => process.kill(runtime, 0)).toThrow('ESRCH');
    expect([200, 500, 502, 'cut off']).toContain(await answer);
    expect(await readdir(path.join(project.path, '.hearth'))).not.toContain('hearth.lock');
  });

  it('hurries at a second signal', async () => {
    await using project = await projectFolder(files);
    await using hearth = await RunningCommand.start([...words, '--shutdown-grace', '10m'], { folder: project.path });
    const answer = invoke(hearth, 50_000).catch(() => undefined);
    await hearth.says(/asleep/);

    hearth.signal('SIGINT');
    await hearth.says(/Stopping/);
    hearth.signal('SIGINT');

    expect(await hearth.ended()).toBe(0);
    await answer;
  });

  it('starts again on the data folder of one that was killed', async () => {
    await using project = await projectFolder(files);
    const killed = await RunningCommand.start(words, { folder: project.path });
    killed.signal('SIGKILL');
    await killed.ended();

    await using next = await RunningCommand.start(words, { folder: project.path });

    expect(next.stderr).not.toContain('in use');
    expect(await (await invoke(next, 1)).text()).toBe('"slept"');
  });
});

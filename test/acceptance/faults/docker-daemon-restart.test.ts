import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { packageRoot } from '../../../src/base/index.js';
import { PrivateDocker } from '../../support/docker/private-docker.js';
import { tellsOfLostSandbox, tellsOfNoSandbox } from '../../support/product/documented-losses.js';
import { RunningCommand } from '../../support/product/running-command.js';
import { SteadyLoad } from '../../support/product/steady-load.js';

describe('a Docker daemon that is restarted under load', () => {
  let daemon: PrivateDocker;
  let folder: string;
  let hearth: RunningCommand;
  let client: LambdaClient;

  beforeAll(async () => {
    daemon = await PrivateDocker.start('10.215.3', ['public.ecr.aws/lambda/nodejs:22']);
    folder = await mkdtemp(path.join(tmpdir(), 'hearth-daemon-'));
    await writeFile(path.join(folder, 'template.yaml'), JSON.stringify(template()));
    hearth = await RunningCommand.start(['start-lambda', '--port', '0', '--time-scale', '60'], {
      folder,
      environment: { DOCKER_HOST: daemon.address },
    });
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    client = new LambdaClient({ endpoint: hearth.awsUrl, region: 'us-east-1', credentials, maxAttempts: 1 });
  }, 120_000);

  afterAll(async () => {
    client.destroy();
    await hearth[Symbol.asyncDispose]();
    await daemon[Symbol.asyncDispose]();
    await rm(folder, { recursive: true, force: true });
  });

  describe.each(['once', 'and a second time'])('%s', (time) => {
    it('leaves callers with the documented error or a fresh sandbox, loses no event and leaks nothing', async () => {
      const load = new SteadyLoad(client, ['quick', 'quick', 'slow', 'slow'], { id: 'load', ms: 100 });
      await Promise.all([load.until(10, 'served', 'quick'), load.until(10, 'served', 'slow')]);

      await daemon.stopDaemon();
      await load.until(1, 'refused');
      const events = Array.from({ length: 20 }, (_, n) => `${time}-${n}`);
      await Promise.all(events.map((id) => accept(id)));
      await daemon.startDaemon();
      await Promise.all([load.until(20, 'served', 'quick'), load.until(20, 'served', 'slow')]);
      const outcomes = await load.stop();

      const failures = outcomes.filter(({ result }) => result !== 'served').map(({ text }) => text);
      expect(failures.filter((text) => !tellsOfLostSandbox(text) && !tellsOfNoSandbox(text))).toEqual([]);
      for (const id of events) await hearth.says(new RegExp(`event ${id} ran`));
      expect(hearth.stderr).not.toContain('process host');
      await untilOnlyRunning();
    }, 120_000);
  });

  it('leaves nothing in Docker when Hearth is stopped', async () => {
    expect(await hearth.stop()).toBe(0);

    expect(await daemon.docker.listContainers({ all: true })).toEqual([]);
    expect((await daemon.docker.listVolumes()).Volumes).toEqual([]);
  });

  async function accept(id: string): Promise<void> {
    const Payload = Buffer.from(JSON.stringify({ id, ms: 10 }));
    const { StatusCode } = await client.send(
      new InvokeCommand({ FunctionName: 'events', InvocationType: 'Event', Payload }),
    );
    expect(StatusCode).toBe(202);
  }

  /** Settles when no container of before the restart is left. */
  async function untilOnlyRunning(): Promise<void> {
    for (;;) {
      const containers = await daemon.docker.listContainers({ all: true });
      if (containers.every(({ State }) => State === 'running')) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
});

function template(): object {
  const functionNamed = (FunctionName: string) => ({
    Type: 'AWS::Serverless::Function',
    Properties: {
      FunctionName,
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      CodeUri: path.join(packageRoot(), 'test/functions/tells-event'),
      Timeout: 20,
      MemorySize: 256,
    },
  });
  const names = ['quick', 'slow', 'events'];
  return {
    Transform: 'AWS::Serverless-2016-10-31',
    Resources: Object.fromEntries(names.map((name) => [name, functionNamed(name)])),
  };
}

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvokeWithResponseStreamCommand } from '@aws-sdk/client-lambda';
import Docker from 'dockerode';
import { tellsOfLostSandbox } from '../../support/product/documented-losses.js';
import { StartedHearth } from '../../support/product/started-hearth.js';
import { SteadyLoad } from '../../support/product/steady-load.js';

describe('containers that somebody kills behind the back of Hearth', () => {
  const docker = new Docker();
  let hearth: StartedHearth;

  beforeAll(async () => {
    const usual = { runtime: 'nodejs22.x', handler: 'index.handler', timeout: 20 };
    hearth = await StartedHearth.start(
      {
        quick: { ...usual, code: 'tells-event' },
        slow: { ...usual, code: 'tells-event' },
        streams: { ...usual, code: 'streams' },
      },
      '--sandbox-host',
      'docker',
    );
  });
  afterAll(async () => {
    await hearth[Symbol.asyncDispose]();
  });

  it.each([
    ['docker kill', (container: Docker.Container) => container.kill()],
    ['docker rm -f', (container: Docker.Container) => container.remove({ force: true, v: true })],
    ['docker pause', (container: Docker.Container) => container.pause()],
  ])('end a streamed answer with the error when it happens midway by %s', async (_name, interfere) => {
    const { EventStream = [] } = await hearth.client.send(
      new InvokeWithResponseStreamCommand({
        FunctionName: 'streams',
        Payload: Buffer.from(JSON.stringify({ chunks: ['first', 'never'], pauseMs: 15_000 })),
      }),
    );
    let received = '';
    let told = '';
    for await (const { PayloadChunk, InvokeComplete } of EventStream) {
      received += Buffer.from(PayloadChunk?.Payload ?? []).toString('utf8');
      if (PayloadChunk !== undefined) await Promise.all((await sandboxesOf('streams')).map(interfere));
      told = InvokeComplete?.ErrorDetails ?? '';
    }

    expect({ received, told: tellsOfLostSandbox(told) ? '' : told }).toEqual({ received: 'first', told: '' });
    expect((await hearth.invoke('streams', { pauseMs: 1 })).functionError).toBeUndefined();
  });

  it('again and again under load, waiting ones and working ones, are replaced; callers see the documented error at worst', async () => {
    const load = new SteadyLoad(hearth.client, ['quick', 'quick', 'slow', 'slow'], { id: 'load', ms: 50 });
    await Promise.all([load.until(5, 'served', 'quick'), load.until(5, 'served', 'slow')]);

    for (let round = 0; round < 8; round += 1) {
      const every = round % 2 === 0 ? await ownContainers() : (await ownContainers()).slice(0, 2);
      await Promise.all(every.map((container) => (round % 4 < 2 ? kill(container) : remove(container))));
      await Promise.all([load.until(5, 'served', 'quick'), load.until(5, 'served', 'slow')]);
    }
    const outcomes = await load.stop();

    const failures = outcomes.filter(({ result }) => result !== 'served').map(({ text }) => text);
    expect(failures.filter((text) => !tellsOfLostSandbox(text))).toEqual([]);
  }, 120_000);

  /** By name: one that was a gate has no label of its function. It gets its name a moment after it has become a sandbox. */
  async function sandboxesOf(name: string): Promise<readonly Docker.Container[]> {
    for (;;) {
      const found = await ownContainers([`hearth-${name}-`]);
      if (found.length > 0) return found;
    }
  }

  async function ownContainers(name: readonly string[] = []): Promise<readonly Docker.Container[]> {
    const label = [`dev.lambda-hearth.owner.pid=${hearth.pid}`];
    const containers = await docker.listContainers({ all: true, filters: { label, name: [...name] } });
    return containers.map(({ Id }) => docker.getContainer(Id));
  }
});

/** What is about to end anyway may be quicker. */
async function kill(container: Docker.Container): Promise<void> {
  await container.kill().catch(() => undefined);
}

async function remove(container: Docker.Container): Promise<void> {
  await container.remove({ force: true, v: true }).catch(() => undefined);
}

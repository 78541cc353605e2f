import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Docker from 'dockerode';
import { randomHex } from '../../../src/base/index.js';
import { waitUntil } from '../../support/wait-until.js';
import { InterferedFunctions } from '../../support/docker/interfered-functions.js';

const killed = {
  errorType: 'Runtime.ExitError',
  errorMessage: expect.stringMatching(/Runtime exited with error: signal: killed$/),
};

describe.each([
  ['bridge', { networkSlots: 0, gates: 0 }],
  ['slot', { networkSlots: 1, gates: 0 }],
  ['gate', { networkSlots: 0, gates: 1 }],
])('a network that somebody takes away, from sandboxes that started by a %s', (startPath, prepared) => {
  const docker = new Docker();
  const name = `hearth-test-${randomHex(4)}`;
  let functions: InterferedFunctions;

  beforeAll(async () => {
    await makeNetwork('10.214.1');
    functions = await InterferedFunctions.start({ network: name }, prepared);
    functions.add('sleeps', 'sleeps', { live: false });
    functions.add('boots', 'slow-init', { environment: { SLOW_INIT_MS: '1000' }, live: false });
    await startInThatWay();
  });
  afterAll(async () => {
    await functions[Symbol.asyncDispose]();
    await docker.getNetwork(name).remove();
  });

  it('from an idle sandbox: another one serves the next invocation', async () => {
    const container = await functions.container('sleeps', 'idle');

    await disconnectAll();
    await functions.isForgotten(container);

    expect(await functions.invoke('sleeps', { ms: 0 })).toHaveProperty('slept');
    expect((await functions.container('sleeps', 'idle')).id).not.toBe(container.id);
  });

  it('from a busy sandbox: its invocation ends as killed, and the next one gets another', async () => {
    const running = functions.invoke('sleeps', { ms: 25_000 });

    await functions.container('sleeps', 'busy');
    await disconnectAll();

    expect(await running).toMatchObject(killed);
    expect(await functions.invoke('sleeps', { ms: 0 })).toHaveProperty('slept');
  });

  it('from a booting sandbox: the caller waits for another', async () => {
    const invoking = functions.invoke('boots');

    await functions.runningContainer('boots', 'starting');
    await disconnectAll();

    expect(await invoking).toBe('ready');
  });

  it('altogether: callers are told, and served once there is one of that name, wherever it lies, where starts are prepared again', async () => {
    await functions.invoke('sleeps', { ms: 0 });
    await removeNetwork();
    await waitUntil(() => functions.host.lines.some((line) => line.includes(`"${name}" was removed`)));

    await expect(functions.invoke('sleeps', { ms: 0 })).rejects.toThrow(
      `Docker network not found: "${name}". Create it by "docker network create ${name}"`,
    );
    await makeNetwork('10.214.2');

    expect(await functions.invoke('sleeps', { ms: 0 })).toHaveProperty('slept');
    await functions.untilPrepared(prepared.networkSlots + prepared.gates);
    expect(functions.host.lines).toContainEqual(
      `The Docker network "${name}" was removed: sandboxes are started again once it is there.`,
    );
  });

  /** The first start finds nothing prepared; a later one may find what was not quite ready. */
  async function startInThatWay(): Promise<void> {
    const { assignment } = functions.invokePath;
    for (;;) {
      await functions.invoke('sleeps', { ms: 0 });
      if (assignment.snapshot().every((sandbox) => sandbox.startPath === startPath)) return;
      await functions.untilPrepared(prepared.networkSlots + prepared.gates);
      await assignment.retire('sleeps');
    }
  }

  async function makeNetwork(prefix: string): Promise<void> {
    await docker.createNetwork({
      Name: name,
      Labels: { 'hearth-test': name },
      IPAM: { Config: [{ Subnet: `${prefix}.0/24`, Gateway: `${prefix}.1` }] },
    });
  }

  /** Sandboxes, and whatever is kept ready for others. */
  async function disconnectAll(): Promise<void> {
    const { Containers = {} } = await docker.getNetwork(name).inspect();
    await Promise.all(
      Object.keys(Containers).map((Container) =>
        docker.getNetwork(name).disconnect({ Container, Force: true }).catch(ignoreGone),
      ),
    );
  }

  /** Something may be joining it at this moment. */
  async function removeNetwork(): Promise<void> {
    for (;;) {
      await disconnectAll();
      const removal = await Promise.allSettled([docker.getNetwork(name).remove()]);
      if (removal[0].status === 'fulfilled') return;
    }
  }
});

/** What was seen a moment ago may have left by itself. */
function ignoreGone(error: unknown): void {
  if (!(error instanceof Error) || !('statusCode' in error) || error.statusCode !== 404) throw error;
}

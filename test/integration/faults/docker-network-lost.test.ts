import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Docker from 'dockerode';
import { randomHex } from '../../../src/base/index.js';
import { InterferedFunctions } from '../../support/docker/interfered-functions.js';

const killed = {
  errorType: 'Runtime.ExitError',
  errorMessage: expect.stringMatching(/Runtime exited with error: signal: killed$/),
};

describe('a network that somebody takes away', () => {
  const docker = new Docker();
  const name = `hearth-test-${randomHex(4)}`;
  let functions: InterferedFunctions;

  beforeAll(async () => {
    await makeNetwork('10.214.1');
    functions = await InterferedFunctions.start({ network: name });
    functions.add('sleeps', 'sleeps');
    functions.add('boots', 'slow-init', { environment: { SLOW_INIT_MS: '1000' } });
  });
  afterAll(async () => {
    await functions[Symbol.asyncDispose]();
    await docker.getNetwork(name).remove();
  });

  it('from an idle sandbox: another one serves the next invocation', async () => {
    await functions.invoke('sleeps', { ms: 0 });
    const container = await functions.container('sleeps', 'idle');

    await disconnect(container);
    await functions.isForgotten(container);

    expect(await functions.invoke('sleeps', { ms: 0 })).toHaveProperty('slept');
    expect((await functions.container('sleeps', 'idle')).id).not.toBe(container.id);
  });

  it('from a busy sandbox: its invocation ends as killed, and the next one gets another', async () => {
    const running = functions.invoke('sleeps', { ms: 25_000 });

    await disconnect(await functions.container('sleeps', 'busy'));

    expect(await running).toMatchObject(killed);
    expect(await functions.invoke('sleeps', { ms: 0 })).toHaveProperty('slept');
  });

  it('from a booting sandbox: the caller waits for another', async () => {
    const invoking = functions.invoke('boots');

    await disconnect(await functions.runningContainer('boots', 'starting'));

    expect(await invoking).toBe('ready');
  });

  it('altogether: callers are told, and served once there is one of that name, wherever it lies', async () => {
    await functions.invoke('sleeps', { ms: 0 });
    const { Containers = {} } = await docker.getNetwork(name).inspect();
    const members = Object.keys(Containers);
    await Promise.all(members.map((id) => disconnect(docker.getContainer(id))));
    await docker.getNetwork(name).remove();

    await expect(functions.invoke('sleeps', { ms: 0 })).rejects.toThrow(
      `Docker network not found: "${name}". Create it by "docker network create ${name}"`,
    );
    await makeNetwork('10.214.2');

    expect(await functions.invoke('sleeps', { ms: 0 })).toHaveProperty('slept');
    expect(functions.host.lines).toContainEqual(
      `The Docker network "${name}" was removed: sandboxes are started again once it is there.`,
    );
  });

  async function makeNetwork(prefix: string): Promise<void> {
    await docker.createNetwork({
      Name: name,
      Labels: { 'hearth-test': name },
      IPAM: { Config: [{ Subnet: `${prefix}.0/24`, Gateway: `${prefix}.1` }] },
    });
  }

  async function disconnect(container: Docker.Container): Promise<void> {
    await docker.getNetwork(name).disconnect({ Container: container.id, Force: true });
  }
});

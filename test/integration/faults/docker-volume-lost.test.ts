import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InterferedFunctions } from '../../support/docker/interfered-functions.js';

describe('the code of a function, removed from Docker while no sandbox uses it', () => {
  let functions: InterferedFunctions;

  beforeAll(async () => {
    functions = await InterferedFunctions.start();
    functions.add('echo', 'echo', { live: false });
  });
  afterAll(() => functions[Symbol.asyncDispose]());

  it.each([
    ['docker volume rm', (_owner: string, volume: string) => functions.docker.getVolume(volume).remove()],
    [
      'docker volume prune',
      (owner: string) => functions.docker.pruneVolumes({ filters: { label: [`dev.lambda-hearth.owner=${owner}`] } }),
    ],
  ])('by %s, is brought there again for the next sandbox', async (_name, remove) => {
    await functions.invoke('echo', {});
    const { Mounts, Config } = await (await functions.container('echo', 'idle')).inspect();
    const volume = Mounts.find(({ Destination }) => Destination === '/var/task')?.Name ?? '';
    await functions.invokePath.assignment.retire('echo');

    await remove(Config.Labels['dev.lambda-hearth.owner'] ?? '', volume);

    expect(volume).not.toBe('');
    expect(await functions.invoke('echo', { again: true })).toEqual({ again: true });
  });
});

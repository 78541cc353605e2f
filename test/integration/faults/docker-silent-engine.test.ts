import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type EngineProxy, startEngineProxy } from '../../support/docker/engine-proxy.js';
import { InterferedFunctions } from '../../support/docker/interfered-functions.js';

describe.each([
  ['bridge', { networkSlots: 0, gates: 0 }],
  ['gate', { networkSlots: 0, gates: 1 }],
])('a container started by a %s that ends while the engine tells nobody', (_startPath, prepared) => {
  let proxy: EngineProxy;
  let functions: InterferedFunctions;

  beforeAll(async () => {
    proxy = await startEngineProxy();
    functions = await InterferedFunctions.start({ environment: { DOCKER_HOST: proxy.dockerHost } }, prepared);
    functions.add('sleeps', 'sleeps', { live: false, timeoutMs: 900_000 });
  });
  afterAll(async () => {
    await functions[Symbol.asyncDispose]();
    await proxy[Symbol.asyncDispose]();
  });

  it('ends its invocation as killed long before the timeout, because the connection of its runtime is gone', async () => {
    const running = functions.invoke('sleeps', { ms: 800_000 });
    const container = await functions.runningContainer('sleeps', 'busy');

    proxy.mute();
    await container.kill();

    expect(await running).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Runtime exited with error: signal: killed$/),
    });
  });
});

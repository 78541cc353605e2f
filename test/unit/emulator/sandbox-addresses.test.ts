import { describe, expect, it } from '@jest/globals';
import { type Deferred, deferred, listenHttp } from '../../../src/base/index.js';
import { SandboxAddresses } from '../../../src/emulator/sandbox-addresses.js';
import type { HostedSandbox, StartedRuntime } from '../../../src/worker/sandbox-host/index.js';

interface Setup extends AsyncDisposable {
  readonly addresses: SandboxAddresses;
  call(): Promise<string>;
}

async function setUp(): Promise<Setup> {
  const addresses = new SandboxAddresses();
  const listener = addresses.only((_request, response) => response.end('the AWS API'));
  const door = await listenHttp(listener, { host: '127.0.0.1', port: 0 });
  return {
    addresses,
    async call() {
      const answer = await fetch(`http://127.0.0.1:${door.port}/`).catch(() => undefined);
      return answer === undefined ? 'cut off' : answer.text();
    },
    [Symbol.asyncDispose]: () => door[Symbol.asyncDispose](),
  };
}

function sandbox(start: Deferred<StartedRuntime>): HostedSandbox {
  return {
    name: 'hearth-echo-1',
    nativeId: '1',
    startPath: 'bridge',
    startRuntime: () => start.promise,
    killRuntime: () => Promise.resolve(),
    terminateRuntime: () => Promise.resolve(),
    onRuntimeExit: () => () => undefined,
    onLost: () => () => undefined,
    maxMemoryUsedMb: () => Promise.resolve(undefined),
    remove: () => Promise.resolve(),
  };
}

describe('the AWS API for sandboxes', () => {
  it('answers a sandbox from its start to its removal', async () => {
    await using setup = await setUp();
    const start = deferred<StartedRuntime>();
    const hosted = setup.addresses.follow(sandbox(start));
    start.resolve({ peerAddresses: ['127.0.0.1'] });
    await hosted.startRuntime();

    const running = await setup.call();
    await hosted.remove();

    expect([running, await setup.call()]).toEqual(['the AWS API', 'cut off']);
  });

  it('forgets a sandbox that is removed while it starts', async () => {
    await using setup = await setUp();
    const start = deferred<StartedRuntime>();
    const hosted = setup.addresses.follow(sandbox(start));
    const starting = hosted.startRuntime();
    await hosted.remove();
    start.resolve({ peerAddresses: ['127.0.0.1'] });
    await starting;

    expect(await setup.call()).toBe('cut off');
  });

  it('cuts off whoever is no sandbox', async () => {
    await using setup = await setUp();
    const start = deferred<StartedRuntime>();
    start.resolve({ peerAddresses: ['172.17.0.9'] });
    await setup.addresses.follow(sandbox(start)).startRuntime();

    expect(await setup.call()).toBe('cut off');
  });

  it('lets a call wait for the address of a sandbox that is just starting', async () => {
    await using setup = await setUp();
    const start = deferred<StartedRuntime>();
    const starting = setup.addresses.follow(sandbox(start)).startRuntime();
    const call = setup.call();
    start.resolve({ peerAddresses: ['127.0.0.1'] });
    await starting;

    expect(await call).toBe('the AWS API');
  });
});

import { describe, expect, it } from '@jest/globals';
import { deferred, UserError } from '../../../src/base/index.js';
import { ReachableHost } from '../../../src/emulator/reachable-host.js';
import type { SandboxHost, SandboxSpec } from '../../../src/worker/sandbox-host/index.js';

const spec = {} as SandboxSpec;

function host(steps: string[], able = true): SandboxHost {
  return {
    kind: 'docker',
    route: () => Promise.resolve({ bindAddress: '127.0.0.1', sandboxFacingHost: 'h', sandboxesHaveAddresses: false }),
    canRun: () => Promise.resolve(able ? { able: true } : { able: false, reason: 'no image', remedy: 'pull it' }),
    prepare: () => Promise.resolve(),
    create: () => Promise.reject(new Error('not here')),
    [Symbol.asyncDispose]() {
      steps.push('disposed');
      return Promise.resolve();
    },
  };
}

describe('a host that sandboxes reach Hearth from', () => {
  it('is made once, when it is first asked for, and opens its door once before it promises anything', async () => {
    const steps: string[] = [];
    const reachable = new ReachableHost({
      kind: 'docker',
      follow: (hosted) => hosted,
      make: () => {
        steps.push('made');
        return Promise.resolve(host(steps));
      },
      openDoor: () => {
        steps.push('door');
        return Promise.resolve();
      },
    });
    expect(steps).toEqual([]);

    const verdicts = await Promise.all([reachable.canRun(spec), reachable.canRun(spec)]);

    expect(verdicts).toEqual([{ able: true }, { able: true }]);
    expect(steps).toEqual(['made', 'door']);
  });

  it('opens no door for what it cannot run', async () => {
    const steps: string[] = [];
    const reachable = new ReachableHost({
      kind: 'docker',
      follow: (hosted) => hosted,
      make: () => Promise.resolve(host(steps, false)),
      openDoor: () => Promise.reject(new Error('opened')),
    });

    expect(await reachable.canRun(spec)).toEqual({ able: false, reason: 'no image', remedy: 'pull it' });
  });

  it('cannot run anything while its engine does not answer, and tries again the next time', async () => {
    const steps: string[] = [];
    let answers = false;
    const reachable = new ReachableHost({
      kind: 'docker',
      follow: (hosted) => hosted,
      make: () => (answers ? Promise.resolve(host(steps)) : Promise.reject(new UserError('Docker does not answer.'))),
      openDoor: () => Promise.resolve(),
    });

    expect(await reachable.canRun(spec)).toMatchObject({ able: false, reason: 'Docker does not answer.' });
    answers = true;

    expect(await reachable.canRun(spec)).toEqual({ able: true });
  });

  it('cannot run anything when sandboxes would not reach Hearth', async () => {
    const reachable = new ReachableHost({
      kind: 'docker',
      follow: (hosted) => hosted,
      make: () => Promise.resolve(host([])),
      openDoor: () => Promise.reject(new Error('EADDRNOTAVAIL')),
    });

    expect(await reachable.canRun(spec)).toMatchObject({
      able: false,
      reason: 'Sandboxes cannot reach Hearth: EADDRNOTAVAIL',
    });
  });

  it('opens another door when sandboxes reach Hearth another way, and only then', async () => {
    const steps: string[] = [];
    let bindAddress = '172.18.0.1';
    const made: SandboxHost = {
      ...host([]),
      route: () => Promise.resolve({ bindAddress, sandboxFacingHost: bindAddress, sandboxesHaveAddresses: true }),
    };
    const reachable = new ReachableHost({
      kind: 'docker',
      follow: (hosted) => hosted,
      make: () => Promise.resolve(made),
      openDoor: (route) => {
        steps.push(route.bindAddress);
        return Promise.resolve();
      },
    });
    await reachable.canRun(spec);
    await reachable.route();
    bindAddress = '172.19.0.1';

    await reachable.route();
    await reachable.canRun(spec);

    expect(steps).toEqual(['172.18.0.1', '172.19.0.1']);
  });

  it('begins ahead of need: it is made and its door opened, and what fails then is told when something is to run', async () => {
    const steps: string[] = [];
    let answers = false;
    const doorOpened = deferred<void>();
    const reachable = new ReachableHost({
      kind: 'docker',
      follow: (hosted) => hosted,
      make: () => {
        steps.push('made');
        return answers ? Promise.resolve(host(steps)) : Promise.reject(new UserError('Docker does not answer.'));
      },
      openDoor: () => {
        steps.push('door');
        doorOpened.resolve();
        return Promise.resolve();
      },
    });

    reachable.begin();
    expect(await reachable.canRun(spec)).toMatchObject({ able: false, reason: 'Docker does not answer.' });
    answers = true;
    reachable.begin();
    await doorOpened.promise;

    expect(steps).toEqual(['made', 'made', 'door']);
  });

  it('is made by halves until somebody waits for it, and tells before that whether this machine has one', async () => {
    const steps: string[] = [];
    const reachable = new ReachableHost({
      kind: 'docker',
      follow: (hosted) => hosted,
      make: async ({ onFound, needed }) => {
        onFound();
        await needed;
        steps.push('made');
        return host(steps);
      },
      openDoor: () => {
        steps.push('door');
        return Promise.resolve();
      },
    });

    reachable.begin();
    await reachable.found();
    const whenFound = [...steps];
    await reachable.canRun(spec);

    expect(whenFound).toEqual([]);
    expect(steps).toEqual(['made', 'door']);
  });

  it('that this machine does not have is told to whoever asks only for that', async () => {
    const reachable = new ReachableHost({
      kind: 'docker',
      follow: (hosted) => hosted,
      make: () => Promise.reject(new UserError('Docker does not answer.')),
      openDoor: () => Promise.resolve(),
    });

    await expect(reachable.found()).rejects.toThrow('Docker does not answer.');
  });

  it('disposes what was begun and never needed', async () => {
    const steps: string[] = [];
    const reachable = new ReachableHost({
      kind: 'docker',
      follow: (hosted) => hosted,
      make: async ({ needed }) => {
        await needed;
        return host(steps);
      },
      openDoor: () => Promise.resolve(),
    });
    reachable.begin();

    await reachable[Symbol.asyncDispose]();

    expect(steps).toEqual(['disposed']);
  });

  it('disposes what was made, and makes nothing afterwards', async () => {
    const steps: string[] = [];
    const reachable = new ReachableHost({
      kind: 'docker',
      follow: (hosted) => hosted,
      make: () => Promise.resolve(host(steps)),
      openDoor: () => Promise.resolve(),
    });
    await reachable.canRun(spec);

    await reachable[Symbol.asyncDispose]();

    expect(steps).toEqual(['disposed']);
    await expect(reachable.canRun(spec)).rejects.toMatchObject({ status: 503, message: 'Hearth is stopping.' });
  });
});

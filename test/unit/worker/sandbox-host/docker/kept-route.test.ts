import { describe, expect, it } from '@jest/globals';
import { createLogger, PlatformError, UserError } from '../../../../../src/base/index.js';
import { KeptRoute } from '../../../../../src/worker/sandbox-host/docker/route/kept-route.js';
import type { SandboxNetwork } from '../../../../../src/worker/sandbox-host/docker/route/sandbox-network.js';
import type { SandboxRoute } from '../../../../../src/worker/sandbox-host/index.js';

const leave = (): Promise<void> => Promise.resolve();
const shop: SandboxNetwork = { id: '1', name: 'shop', isHost: false, gateways: ['172.20.0.1'], leave };
const shopAgain: SandboxNetwork = { id: '2', name: 'shop', isHost: false, gateways: ['172.21.0.1'], leave };

describe('the way from sandboxes to Hearth', () => {
  it('is tried once, and kept', async () => {
    const { kept, probed } = keptRoute();

    await Promise.all([kept.route(), kept.route()]);
    await kept.route();

    expect(probed).toEqual(['172.20.0.1']);
  });

  it('is tried again after it could not be found', async () => {
    const { kept, probed } = keptRoute({ failures: 1 });

    await expect(kept.route()).rejects.toThrow('no call arrived');
    expect(kept.isProven).toBe(false);
    await kept.route();

    expect(kept.isProven).toBe(true);
    expect(probed).toHaveLength(2);
  });

  it('is found anew on the network that took the place of the removed one', async () => {
    const { kept, warnings, now } = keptRoute();
    await kept.route();

    kept.observe({ kind: 'network-removed', id: '1', name: 'shop' });
    now.network = shopAgain;

    expect(await kept.route()).toMatchObject({ bindAddress: '172.21.0.1' });
    expect(warnings).toEqual(['The Docker network "shop" was removed: sandboxes are started again once it is there.']);
  });

  it('is missing as long as the network is: no wrong setting any more, but a failure that passes', async () => {
    const { kept, now } = keptRoute();
    await kept.route();
    kept.observe({ kind: 'network-removed', id: '1', name: 'shop' });
    now.network = undefined;

    await expect(kept.route()).rejects.toThrow(PlatformError);
    await expect(kept.route()).rejects.toThrow('Docker network not found: "shop"');
    now.network = shopAgain;

    expect(await kept.route()).toMatchObject({ bindAddress: '172.21.0.1' });
  });

  it('stays when other networks go', async () => {
    const { kept, probed } = keptRoute();
    await kept.route();

    kept.observe({ kind: 'network-removed', id: '7', name: 'other' });
    kept.observe({ kind: 'network-left', name: 'shop', containerId: 'somebody' });
    kept.observe({ kind: 'volume-removed', name: 'shop' });
    await kept.route();

    expect(probed).toHaveLength(1);
  });

  it('is looked for again when the own container was disconnected', async () => {
    const { kept, probed } = keptRoute();
    await kept.route();

    kept.observe({ kind: 'network-left', name: 'shop', containerId: 'own' });
    await kept.route();

    expect(probed).toHaveLength(2);
  });

  it('is looked for again after a gap only when the network has changed', async () => {
    const { kept, probed, now, turns } = keptRoute();
    await kept.route();

    kept.observe({ kind: 'gap' });
    await turns();
    await kept.route();
    now.network = shopAgain;
    kept.observe({ kind: 'gap' });
    await turns();
    await kept.route();

    expect(probed).toEqual(['172.20.0.1', '172.21.0.1']);
  });
});

function keptRoute({ failures = 0 } = {}) {
  const probed: string[] = [];
  const warnings: string[] = [];
  const now: { network: SandboxNetwork | undefined } = { network: shop };
  let failing = failures;
  const probe = ({ gateways: [gateway = ''] }: SandboxNetwork): Promise<SandboxRoute> => {
    probed.push(gateway);
    failing -= 1;
    if (failing >= 0) return Promise.reject(new PlatformError('no call arrived'));
    return Promise.resolve({ bindAddress: gateway, sandboxFacingHost: gateway, sandboxesHaveAddresses: true });
  };
  const kept = new KeptRoute({
    network: shop,
    first: probe(shop),
    findNetwork: () =>
      now.network === undefined
        ? Promise.reject(new UserError('Docker network not found: "shop".'))
        : Promise.resolve(now.network),
    probe,
    ownContainerId: 'own',
    logger: createLogger((_level, message) => warnings.push(message), 'warn'),
  });
  const turns = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { kept, probed, warnings, now, turns };
}

import { describe, expect, it } from '@jest/globals';
import { silentLogger } from '../../../../src/base/index.js';
import type { ProvisionedView } from '../../../../src/invoke-path/assignment/index.js';
import { createProvisionedSandboxes } from '../../../../src/invoke-path/invoke-frontend/index.js';
import type { FunctionVersion } from '../../../../src/model/index.js';
import { key, provision, registryWithVersions } from '../registry-with-versions.js';

describe('provisioned sandboxes', () => {
  it('are asked for once they are started, and again when their number changes', async () => {
    const { registry, counts, provisioned } = await start();
    await provision(registry, '1', 2);

    expect(counts()).toEqual({});
    provisioned.start();
    expect(counts()).toEqual({ '1': 2 });
    await provision(registry, '1', 3);
    expect(counts()).toEqual({ '1': 3 });
    await registry.provisioned.delete({ ...key, qualifier: '1' });
    expect(counts()).toEqual({ '1': 0 });
  });

  it('move with their alias', async () => {
    const { registry, counts, provisioned } = await start();
    const alias = await registry.aliases.create(key, { name: 'live', functionVersion: '1', description: '' });
    await provision(registry, 'live', 2);
    provisioned.start();

    await registry.aliases.update(key, alias, { functionVersion: '2' });

    expect(counts()).toEqual({ '1': 0, '2': 2 });
  });

  it('are shared out between the versions of an alias with weights', async () => {
    const { registry, counts, provisioned } = await start();
    await registry.aliases.create(key, { name: 'live', functionVersion: '1', description: '', weights: { '2': 0.25 } });
    await provision(registry, 'live', 4);

    provisioned.start();

    expect(counts()).toEqual({ '1': 3, '2': 1 });
  });

  it('go with their function', async () => {
    const { registry, counts, provisioned } = await start();
    await provision(registry, '1', 2);
    provisioned.start();

    await registry.functions.delete(key);

    expect(counts()).toEqual({ '1': 0 });
  });

  it('are ready when all are allocated, and failed when one version’s fail', async () => {
    const { registry, views, provisioned } = await start();
    await provision(registry, '1', 2);
    provisioned.start();
    const config = { target: { ...key, qualifier: '1' }, requested: 2, lastModifiedMs: 0 };

    const before = provisioned.progressOf(config);
    views.set('1', { requested: 2, allocated: 2, available: 1, status: 'READY' });
    const ready = provisioned.progressOf(config);
    const statusReason = 'FUNCTION_ERROR_INIT_FAILURE';
    views.set('1', { requested: 2, allocated: 0, available: 0, status: 'FAILED', statusReason });
    const failed = provisioned.progressOf(config);

    expect(before).toEqual({ allocated: 0, available: 0, status: 'IN_PROGRESS' });
    expect(ready).toEqual({ allocated: 2, available: 1, status: 'READY' });
    expect(failed).toEqual({ allocated: 0, available: 0, status: 'FAILED', statusReason });
  });
});

/** A function with two published versions, before an assignment that only remembers. */
async function start() {
  const registry = await registryWithVersions();
  const asked = new Map<string, number>();
  const views = new Map<string, ProvisionedView>();
  const assignment = {
    provision: ({ version }: FunctionVersion, count: number): void => {
      asked.set(version, count);
    },
    provisioned: ({ version }: FunctionVersion) => views.get(version),
  };
  const provisioned = createProvisionedSandboxes({ registry, assignment, logger: silentLogger });
  return { registry, provisioned, views, counts: () => Object.fromEntries(asked) };
}

import { describe, expect, it } from '@jest/globals';
import { type Admission, createAdmission, ProvisionedLimits } from '../../../../src/invoke-path/admission/index.js';
import type { Registry } from '../../../../src/registry/index.js';
import { functionVersion } from '../../../support/function-version.js';
import { key, provision, registryWithVersions } from '../registry-with-versions.js';

describe('admission beside provisioned concurrency', () => {
  it('keeps it for its version, which runs beyond it on what is left of the reservation', async () => {
    const { registry, admit } = await start();
    await registry.functions.setReservedConcurrency(key, 3);
    await provision(registry, '1', 2);

    expect([admit('$LATEST'), admit('$LATEST')]).toEqual(['runs', 'throttled']);
    expect([admit('1'), admit('1'), admit('1')]).toEqual(['runs', 'runs', 'throttled']);
  });

  it('takes it out of what functions without a reservation share', async () => {
    const { registry, admit } = await start(3);
    await provision(registry, '1', 2);

    expect([admit('1', 'other'), admit('1', 'other')]).toEqual(['runs', 'throttled']);
    expect([admit('1'), admit('1'), admit('1')]).toEqual(['runs', 'runs', 'throttled']);
  });

  it('moves with its alias, and ends with it', async () => {
    const { registry, admit } = await start();
    await registry.functions.setReservedConcurrency(key, 1);
    const alias = await registry.aliases.create(key, { name: 'live', functionVersion: '1', description: '' });
    await provision(registry, 'live', 1);

    const before = admit('2');
    await registry.aliases.update(key, alias, { functionVersion: '2' });
    const moved = admit('2');
    await registry.provisioned.delete({ ...key, qualifier: 'live' });

    expect([before, moved, admit('1')]).toEqual(['throttled', 'runs', 'throttled']);
  });

  it('gives a place back to the share that it came from', async () => {
    const { registry, admission } = await start();
    await registry.functions.setReservedConcurrency(key, 1);
    await provision(registry, '1', 1);
    const version = functionVersion({ name: 'fn', version: '1', arn: key });

    admission.reserve(version)();
    admission.reserve(version);

    expect(() => admission.reserve(version)).toThrow('Rate Exceeded.');
    expect(admission.running('fn')).toBe(1);
  });
});

async function start(accountConcurrency = 1000): Promise<{
  readonly registry: Registry;
  readonly admission: Admission;
  readonly admit: (version: string, name?: string) => 'runs' | 'throttled';
}> {
  const registry = await registryWithVersions();
  const { functions } = registry;
  const admission = createAdmission({ functions, provisioned: new ProvisionedLimits(registry), accountConcurrency });
  return {
    registry,
    admission,
    admit(version, name = 'fn') {
      try {
        admission.reserve(functionVersion({ name, version, arn: { ...key, name } }));
        return 'runs';
      } catch {
        return 'throttled';
      }
    },
  };
}

import { ManualClock, silentLogger } from '../../../src/base/index.js';
import { createRegistry, type Registry } from '../../../src/registry/index.js';
import { memoryStorage } from '../../support/memory-storage.js';

/** The function of `registryWithVersions`. */
export const key = { account: '111111111111', region: 'us-east-1', name: 'fn' };

/** A registry with a function that has two published versions. */
export async function registryWithVersions(): Promise<Registry> {
  const registry = createRegistry({ storage: memoryStorage(), clock: new ManualClock(), logger: silentLogger });
  const settings = {
    role: 'arn:aws:iam::111111111111:role/r',
    description: '',
    architecture: 'x86_64',
    memoryMb: 128,
    timeoutSeconds: 3,
    ephemeralStorageMb: 512,
    logging: { format: 'Text', group: '/aws/lambda/fn' },
    shownOnly: {},
  } as const;
  const code = { packageType: 'Image', imageUri: 'image:1' } as const;
  await registry.functions.create({ ...key, settings, code, tags: {}, publish: true });
  registry.functions.settle(key);
  await registry.functions.update(key, { settings: { ...settings, memoryMb: 256 }, publish: true });
  registry.functions.settle(key);
  return registry;
}

/** Asks for that much provisioned concurrency of a version or alias. */
export function provision(registry: Registry, qualifier: string, requested: number): Promise<void> {
  const target = { ...key, qualifier };
  return registry.provisioned.put(target, { target, requested, lastModifiedMs: 0 });
}

import { describe, expect, it } from '@jest/globals';
import { ManualClock, silentLogger } from '../../../src/base/index.js';
import { createRegistry, type FunctionChange, type FunctionSettings } from '../../../src/registry/index.js';
import { memoryStorage } from '../../support/memory-storage.js';

const key = { account: '111111111111', region: 'us-east-1', name: 'fn' };

describe('published versions', () => {
  it('have a generation of their own and keep running what they were made of', async () => {
    const { registry } = await start();

    await registry.versions.publish(key, {});
    await registry.functions.update(key, { settings: settings({ memoryMb: 256 }) });
    registry.functions.settle(key);
    const version = registry.functions.resolve({ ...key, qualifier: '1' });
    const latest = registry.functions.resolve(key);

    expect([version.version, version.memoryMb]).toEqual(['1', 128]);
    expect([latest.version, latest.memoryMb]).toEqual(['$LATEST', 256]);
    expect(version.generation).not.toBe(latest.generation);
  });

  it('are numbered on after their function was deleted and made again', async () => {
    const { registry, create } = await start();
    await registry.versions.publish(key, {});
    await registry.functions.delete(key);

    await create();
    const version = await registry.versions.publish(key, {});

    expect(version.version).toBe('2');
  });

  it('come back after a restart with their aliases and their numbering', async () => {
    const { registry, restart } = await start();
    await registry.versions.publish(key, {});
    await registry.aliases.create(key, { name: 'live', functionVersion: '1', description: '' });

    const again = restart();

    expect(again.functions.resolve({ ...key, qualifier: 'live' }).version).toBe('1');
    expect((await again.versions.publish(key, {})).version).toBe('1');
    await again.functions.update(key, { settings: settings({ memoryMb: 256 }) });
    again.functions.settle(key);
    expect((await again.versions.publish(key, {})).version).toBe('2');
  });

  it('are not deleted while an alias sends invocations to them', async () => {
    const { registry } = await start();
    await registry.versions.publish(key, {});
    await registry.functions.update(key, { settings: settings({ memoryMb: 256 }) });
    registry.functions.settle(key);
    await registry.versions.publish(key, {});
    const weights = { '2': 0.1 };
    await registry.aliases.create(key, { name: 'live', functionVersion: '1', description: '', weights });

    for (const number of ['1', '2']) {
      await expect(registry.versions.delete(key, number)).rejects.toThrow(
        'Unable to delete version because the following aliases reference it: [live]',
      );
    }
  });

  it('are told of when they come and go', async () => {
    const { registry } = await start();
    const changes: FunctionChange[] = [];
    registry.functions.onChange((change) => changes.push(change));

    await registry.versions.publish(key, {});
    await registry.versions.delete(key, '1');

    expect(changes.map(({ change }) => change)).toEqual(['published', 'version-deleted']);
  });

  it('are not made when the store fails, and neither is $LATEST changed', async () => {
    const { registry, fail } = await start();
    const before = registry.functions.find(key);

    fail(true);
    await expect(registry.versions.publish(key, {})).rejects.toThrow('disk full');
    fail(false);

    expect(registry.functions.find(key)).toEqual(before);
    expect(registry.versions.list(key)).toHaveLength(1);
  });
});

describe('an alias with weights', () => {
  it.each([
    [0, '2'],
    [0.24, '2'],
    [0.25, '1'],
    [0.99, '1'],
  ])('sends an invocation that draws %d to version %s', async (chance, expected) => {
    const { registry } = await start(() => chance);
    await registry.versions.publish(key, {});
    await registry.functions.update(key, { settings: settings({ memoryMb: 256 }) });
    registry.functions.settle(key);
    await registry.versions.publish(key, {});
    const weights = { '2': 0.25 };

    await registry.aliases.create(key, { name: 'live', functionVersion: '1', description: '', weights });

    expect(registry.functions.resolve({ ...key, qualifier: 'live' }).version).toBe(expected);
  });
});

describe('settings of a qualifier', () => {
  it('go with their alias, their version and their function', async () => {
    const { registry } = await start();
    await registry.versions.publish(key, {});
    await registry.aliases.create(key, { name: 'live', functionVersion: '1', description: '' });
    const config = { lastModifiedMs: 0, maximumRetryAttempts: 1 };
    for (const qualifier of ['$LATEST', '1', 'live'])
      await registry.eventInvokeConfigs.put({ ...key, qualifier }, config);
    const left = (): readonly string[] => registry.eventInvokeConfigs.list(key).map(({ qualifier }) => qualifier);

    expect(left()).toEqual(['$LATEST', '1', 'live']);
    await registry.aliases.delete(key, 'live');
    expect(left()).toEqual(['$LATEST', '1']);
    await registry.versions.delete(key, '1');
    expect(left()).toEqual(['$LATEST']);
    await registry.functions.delete(key);
    expect(left()).toEqual([]);
  });

  it('are found by the id of a function URL as long as it is there', async () => {
    const { registry } = await start();
    const urlId = registry.urls.idFor(key);
    const url = {
      urlId,
      target: key,
      authType: 'NONE',
      invokeMode: 'BUFFERED',
      createdAtMs: 0,
      lastModifiedMs: 0,
    } as const;

    await registry.urls.put(key, url);
    expect(registry.urls.byId(urlId)).toEqual(url);
    await registry.functions.delete(key);
    expect(registry.urls.byId(urlId)).toBeUndefined();
  });
});

function settings(changes: Partial<FunctionSettings> = {}): FunctionSettings {
  return {
    role: 'arn:aws:iam::111111111111:role/r',
    description: '',
    architecture: 'x86_64',
    memoryMb: 128,
    timeoutSeconds: 3,
    ephemeralStorageMb: 512,
    logging: { format: 'Text', group: '/aws/lambda/fn' },
    shownOnly: {},
    ...changes,
  };
}

/** A registry with one function that is Active. */
async function start(chance?: () => number) {
  let fails = false;
  const storage = memoryStorage({ failWrites: () => fails });
  const open = () =>
    createRegistry({
      storage,
      clock: new ManualClock(),
      logger: silentLogger,
      ...(chance !== undefined && { chance }),
    });
  const registry = open();
  const create = async (): Promise<void> => {
    await registry.functions.create({
      ...key,
      settings: settings(),
      code: { packageType: 'Image', imageUri: 'image:1' },
      tags: {},
    });
    registry.functions.settle(key);
  };
  await create();
  return {
    registry,
    create,
    restart: open,
    fail: (does: boolean): void => {
      fails = does;
    },
  };
}

import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { ManualClock, silentLogger } from '../../../src/base/index.js';
import { createRegistry, type FunctionSettings, type Registry } from '../../../src/registry/index.js';
import { memoryStorage } from '../../support/memory-storage.js';

const key = { account: '111111111111', region: 'us-east-1', name: 'fn' };
const aliasNames = ['blue', 'green'] as const;
const memorySizes = [128, 256, 512] as const;

/** What the AWS API promises of one function, in as few words as possible. */
interface Model {
  /** Undefined while there is no function. */
  memory: number | undefined;
  /** Memory of each published version. */
  readonly versions: Map<string, number>;
  /** The version that `$LATEST` was last published as, and with which memory. */
  published: { version: string; memory: number } | undefined;
  readonly aliases: Map<string, string>;
  lastNumber: number;
}

interface Real {
  registry: Registry;
  readonly restart: () => Registry;
}

type Command = fc.AsyncCommand<Model, Real>;

describe('random sequences of control-plane calls', () => {
  it('never leave the model of versions and aliases', async () => {
    const commands = fc.commands([
      fc.constantFrom(...memorySizes).map(create),
      fc.constantFrom(...memorySizes).map(update),
      fc.constant(publish()),
      fc.tuple(fc.constantFrom(...aliasNames), fc.nat({ max: 6 })).map(([name, pick]) => pointAlias(name, pick)),
      fc.constantFrom(...aliasNames).map(deleteAlias),
      fc.nat({ max: 6 }).map(deleteVersion),
      fc.constant(deleteFunction()),
      fc.constant(restart()),
    ]);

    await fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        await fc.asyncModelRun(setup, sequence);
      }),
      { numRuns: 100 },
    );
  });
});

function setup(): { model: Model; real: Real } {
  const storage = memoryStorage();
  const open = (): Registry => createRegistry({ storage, clock: new ManualClock(), logger: silentLogger });
  const model = { memory: undefined, versions: new Map(), published: undefined, aliases: new Map(), lastNumber: 0 };
  return { model, real: { registry: open(), restart: open } };
}

function command(name: string, check: Command['check'], run: (model: Model, real: Real) => Promise<void>): Command {
  return {
    check,
    run: async (model, real) => {
      await run(model, real);
      compare(model, real.registry);
    },
    toString: () => name,
  };
}

const exists = ({ memory }: Readonly<Model>): boolean => memory !== undefined;

function create(memory: number): Command {
  const isFree = (model: Readonly<Model>): boolean => !exists(model);
  return command(`create(${memory})`, isFree, async (model, { registry }) => {
    const code = { packageType: 'Image', imageUri: 'image:1' } as const;
    await registry.functions.create({ ...key, settings: settings(memory), code, tags: {} });
    registry.functions.settle(key);
    model.memory = memory;
  });
}

function update(memory: number): Command {
  return command(`update(${memory})`, exists, async (model, { registry }) => {
    const before = registry.functions.find(key)?.revisionId;
    const updated = await registry.functions.update(key, { settings: settings(memory) });
    registry.functions.settle(key);
    const after = registry.functions.find(key)?.revisionId;
    if (new Set([before, updated.revisionId, after]).size !== 3) throw new Error('An update makes two new revisions.');
    model.memory = memory;
  });
}

function publish(): Command {
  return command('publish', exists, async (model, { registry }) => {
    const { version } = await registry.versions.publish(key, {});
    const { published, memory = 0 } = model;
    if (published?.memory === memory && model.versions.has(published.version)) {
      if (version !== published.version) throw new Error(`Nothing changed, but version ${version} was made.`);
      return;
    }
    model.lastNumber += 1;
    if (version !== String(model.lastNumber)) throw new Error(`Version ${version} instead of ${model.lastNumber}.`);
    model.versions.set(version, memory);
    model.published = { version, memory };
  });
}

function pointAlias(name: string, pick: number): Command {
  const hasVersions = ({ versions }: Readonly<Model>): boolean => versions.size > 0;
  return command(`pointAlias(${name}, ${pick})`, hasVersions, async (model, { registry }) => {
    const functionVersion = picked(model, pick);
    const before = registry.aliases.find(key, name);
    if (before === undefined) await registry.aliases.create(key, { name, functionVersion, description: '' });
    else await registry.aliases.update(key, before, { functionVersion, revisionId: before.revisionId });
    model.aliases.set(name, functionVersion);
  });
}

function deleteAlias(name: string): Command {
  return command(`deleteAlias(${name})`, exists, async (model, { registry }) => {
    await registry.aliases.delete(key, name);
    model.aliases.delete(name);
  });
}

function deleteVersion(pick: number): Command {
  const hasVersions = ({ versions }: Readonly<Model>): boolean => versions.size > 0;
  return command(`deleteVersion(${pick})`, hasVersions, async (model, { registry }) => {
    const number = picked(model, pick);
    const isUsed = [...model.aliases.values()].includes(number);
    const refused = await registry.versions.delete(key, number).then(
      () => false,
      () => true,
    );
    if (refused !== isUsed) throw new Error(`Deleting version ${number} was ${refused ? '' : 'not '}refused.`);
    if (!refused) model.versions.delete(number);
  });
}

function deleteFunction(): Command {
  return command('deleteFunction', exists, async (model, { registry }) => {
    await registry.functions.delete(key);
    model.memory = undefined;
    model.published = undefined;
    model.versions.clear();
    model.aliases.clear();
  });
}

function restart(): Command {
  return command(
    'restart',
    () => true,
    (_model, real) => {
      real.registry = real.restart();
      return Promise.resolve();
    },
  );
}

function picked({ versions }: Model, pick: number): string {
  const numbers = [...versions.keys()];
  return numbers[pick % numbers.length] ?? '';
}

/** Everything that a client can see of it. */
function compare(model: Model, registry: Registry): void {
  const seen = {
    memory: registry.functions.find(key)?.settings.memoryMb,
    versions: exists(model)
      ? registry.versions.list(key).map(({ version, settings: { memoryMb } }) => [version, memoryMb])
      : [],
    aliases: registry.aliases.list(key).map(({ name, functionVersion }) => [name, functionVersion]),
    runs: [...model.aliases.keys()].map((qualifier) => registry.functions.resolve({ ...key, qualifier }).memoryMb),
  };
  const expected = {
    memory: model.memory,
    versions: exists(model) ? [['$LATEST', model.memory], ...model.versions] : [],
    aliases: [...model.aliases].sort(([a], [b]) => (a < b ? -1 : 1)),
    runs: [...model.aliases.values()].map((number) => model.versions.get(number)),
  };
  if (JSON.stringify(seen) === JSON.stringify(expected)) return;
  throw new Error(`Seen: ${JSON.stringify(seen)}\nExpected: ${JSON.stringify(expected)}`);
}

function settings(memoryMb: number): FunctionSettings {
  return {
    role: 'arn:aws:iam::111111111111:role/r',
    description: '',
    architecture: 'x86_64',
    memoryMb,
    timeoutSeconds: 3,
    ephemeralStorageMb: 512,
    logging: { format: 'Text', group: '/aws/lambda/fn' },
    shownOnly: {},
  };
}

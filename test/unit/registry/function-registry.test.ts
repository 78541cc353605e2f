import { describe, expect, it } from '@jest/globals';
import { ManualClock, silentLogger } from '../../../src/base/index.js';
import type { FunctionVersion } from '../../../src/model/index.js';
import {
  createRegistry,
  type FunctionChange,
  type FunctionDraft,
  type FunctionRegistry,
  type FunctionSettings,
  type ProjectFunction,
} from '../../../src/registry/index.js';
import { memoryStorage } from '../../support/memory-storage.js';

const key = { account: '111111111111', region: 'us-east-1', name: 'fn' };

describe('a function made over the AWS API', () => {
  it('is Pending and refuses to run until it is settled', async () => {
    const { functions } = start();

    const created = await functions.create(draft());

    expect(created.status).toEqual({ state: 'Pending' });
    expect(() => functions.resolve(key)).toThrow('The function is currently in the following state: Pending');
    functions.settle(key);
    expect(functions.find(key)?.status).toEqual({ state: 'Active', lastUpdate: 'Successful' });
    expect(functions.resolve(key).name).toBe('fn');
  });

  it('changes its revision in the answer and once more when it settles', async () => {
    const { functions } = start();

    const created = await functions.create(draft());
    functions.settle(key);
    const active = functions.find(key);
    const updated = await functions.update(key, { settings: settings({ memoryMb: 256 }) });
    functions.settle(key);
    const settled = functions.find(key);

    expect(new Set([created, active, updated, settled].map((record) => record?.revisionId)).size).toBe(4);
  });

  it('runs as before while an update is in progress, and in a new generation afterwards', async () => {
    const { functions } = start();
    await functions.create(draft());
    functions.settle(key);
    const before = functions.resolve(key);

    await functions.update(key, { settings: settings({ memoryMb: 256 }) });
    const during = functions.resolve(key);
    functions.settle(key);
    const after = functions.resolve(key);

    expect(during).toBe(before);
    expect([before.memoryMb, after.memoryMb]).toEqual([128, 256]);
    expect(after.generation).not.toBe(before.generation);
  });

  it('keeps its generation when an update changes nothing that runs', async () => {
    const { functions } = start();
    await functions.create(draft());
    functions.settle(key);
    const before = functions.resolve(key);

    await functions.update(key, { settings: settings({ description: 'new' }) });
    functions.settle(key);

    expect(functions.resolve(key).generation).toBe(before.generation);
  });

  it('refuses an update before it is settled, and one with an old revision', async () => {
    const { functions } = start();
    const created = await functions.create(draft());

    await expect(functions.update(key, {})).rejects.toThrow(
      "in the following state: 'Pending'. StateReasonCode: 'Creating'",
    );
    functions.settle(key);
    await expect(functions.update(key, { revisionId: created.revisionId })).rejects.toMatchObject({ status: 412 });
    await functions.update(key, {});
    await expect(functions.update(key, {})).rejects.toThrow('An update is in progress for resource: arn:aws:lambda');
  });

  it('refuses a name that is taken, in its own account and region only', async () => {
    const { functions } = start();
    await functions.create(draft());

    await expect(functions.create(draft())).rejects.toThrow('Function already exist: fn');
    await expect(functions.create({ ...draft(), region: 'eu-west-1' })).resolves.toMatchObject({ region: 'eu-west-1' });
    expect(functions.listIn(key.account, key.region)).toHaveLength(1);
  });

  it('is there again after a restart, settled, with its code where the store has it', async () => {
    const storage = memoryStorage();
    const { digest } = await storage.code.put(Buffer.alloc(32, 1));
    const { functions } = start({ storage });
    await functions.create(draft({ digest, path: '/elsewhere' }));
    await functions.setReservedConcurrency(key, 5);

    const again = start({ storage }).functions;

    expect(again.find(key)).toMatchObject({ status: { state: 'Active' }, reservedConcurrency: 5 });
    expect(again.resolve(key).package).toMatchObject({ code: { path: `/code/${digest}.zip` } });
  });

  it('tells its callers when its code is gone after a restart', async () => {
    const storage = memoryStorage();
    await start({ storage }).functions.create(draft());

    const version = start({ storage }).functions.resolve(key);

    expect(version.problem?.errorType).toBe('Hearth.CodeMissing');
  });

  it('is not there when it could not be written', async () => {
    const { functions } = start({ storage: memoryStorage({ failWrites: () => true }) });

    await expect(functions.create(draft())).rejects.toThrow('disk full');
    expect(functions.find(key)).toBeUndefined();
  });

  it('stays when its removal could not be written', async () => {
    let isFull = false;
    const { functions } = start({ storage: memoryStorage({ failWrites: () => isFull }) });
    await functions.create(draft());
    isFull = true;

    await expect(functions.delete(key)).rejects.toThrow('disk full');
    expect(functions.find(key)?.name).toBe('fn');
  });

  it('is gone for good once it is deleted', async () => {
    const storage = memoryStorage();
    const { functions, changes } = start({ storage });
    await functions.create(draft());
    functions.settle(key);

    await functions.delete(key);

    expect(() => functions.resolve(key)).toThrow(
      'Function not found: arn:aws:lambda:us-east-1:111111111111:function:fn:$LATEST',
    );
    expect(start({ storage }).functions.find(key)).toBeUndefined();
    expect(changes).toMatchObject([{ change: 'created' }, { change: 'deleted', name: 'fn', arn: key }]);
  });

  it('has a reservation of its own in each account', async () => {
    const { functions } = start();
    const other = { ...key, account: '222222222222' };
    await functions.create(draft());
    await functions.create({ ...draft(), ...other });

    await functions.setReservedConcurrency(other, 7);

    expect([functions.reservedConcurrency('fn', key), functions.reservedConcurrency('fn', other)]).toEqual([
      undefined,
      7,
    ]);
    expect(functions.reservations()).toEqual([{ ...other, reserved: 7 }]);
    await functions.setReservedConcurrency(other, undefined);
    expect(functions.reservations()).toEqual([]);
  });
});

describe('a function that runs from a live folder', () => {
  const source = { kind: 'folder', digest: 'ef'.repeat(32), path: '/home/me/code', live: true } as const;
  const live: FunctionDraft = { ...draft(), code: { packageType: 'Zip', source, layers: [], size: 0 } };

  it('gets a new generation when the folder changed, and is told', async () => {
    const { functions, changes } = start();
    await functions.create(live);
    functions.settle(key);
    const before = functions.resolve(key);

    const folders = functions.liveFolders();
    functions.refreshLiveFolder('/home/me/code');

    expect(folders).toEqual(['/home/me/code']);
    expect(functions.resolve(key).generation).not.toBe(before.generation);
    expect(changes.at(-1)).toMatchObject({ change: 'updated' });
  });

  it('stays as it is when another folder changed', async () => {
    const { functions } = start();
    await functions.create(live);
    functions.settle(key);
    const before = functions.resolve(key);

    functions.refreshLiveFolder('/home/me/other');

    expect(functions.resolve(key)).toBe(before);
  });
});

describe('the code that functions need', () => {
  it('is that of every function and layer, also of one that a function of a project hides', async () => {
    const { functions } = start();
    const archive = (digest: string) => ({ kind: 'archive', digest, path: `/code/${digest}.zip` }) as const;
    const code = { packageType: 'Zip', source: archive('own'), layers: [archive('layer')], size: 1 } as const;
    await functions.create({ ...draft(), code });
    const project = projectFunction('fn');

    await functions.applyProject('template.yaml', [project]);

    const digests = [...functions.codeDigests()];
    expect(digests).toEqual(expect.arrayContaining(['own', 'layer']));
    expect(digests).toHaveLength(3);
    await functions.applyProject('template.yaml', []);
    expect([...functions.codeDigests()]).toEqual(['own', 'layer']);
  });
});

describe('a function of a project file', () => {
  it('answers whatever account and region is asked for, and is shown as theirs', async () => {
    const { functions } = start();
    await functions.applyProject('template.yaml', [projectFunction('fn')]);
    const elsewhere = { account: '999999999999', region: 'ap-south-1', name: 'fn' };

    expect(functions.resolve(elsewhere).name).toBe('fn');
    expect(functions.find(elsewhere)).toMatchObject(elsewhere);
    expect(functions.listIn('999999999999', 'ap-south-1')).toHaveLength(1);
    expect(functions.answersAnywhere('fn')).toBe(true);
  });

  it('is also called by its logical id, with and without nested stacks, unless a function has that name', async () => {
    const { functions } = start();
    const caller = { account: '000000000000', region: 'us-east-1' };
    await functions.applyProject('template.yaml', [
      projectFunction('top'),
      { ...projectFunction('real-name'), logicalId: 'Child/Fn', alsoKnownAs: ['Fn', 'top'] },
    ]);

    expect(functions.nameBehind('Child/Fn', caller)).toBe('real-name');
    expect(functions.nameBehind('Fn', caller)).toBe('real-name');
    expect(functions.nameBehind('top', caller)).toBeUndefined();
    expect(functions.nameBehind('real-name', caller)).toBeUndefined();
    expect(functions.nameBehind('Other', caller)).toBeUndefined();
  });

  it('is replaced, kept or removed as the file says, and each change is told', async () => {
    const { functions, changes } = start();

    await functions.applyProject('a.yaml', [
      projectFunction('kept'),
      projectFunction('changed'),
      projectFunction('removed'),
    ]);
    await functions.applyProject('b.yaml', [projectFunction('other')]);
    changes.length = 0;
    await functions.applyProject('a.yaml', [projectFunction('kept'), projectFunction('changed', { memoryMb: 512 })]);

    expect(changes.map((change) => [change.change, 'name' in change ? change.name : change.version.name])).toEqual([
      ['deleted', 'removed'],
      ['updated', 'changed'],
    ]);
    expect(functions.list().map(({ name }) => name)).toEqual(['kept', 'changed', 'other']);
  });

  it('keeps what was changed over the AWS API until the file changes it', async () => {
    const { functions } = start();
    await functions.applyProject('a.yaml', [projectFunction('fn')]);
    const before = functions.find(key)?.settings;

    await functions.update(key, { settings: { ...(before ?? settings()), memoryMb: 999 } });
    functions.settle(key);
    await functions.applyProject('a.yaml', [projectFunction('fn')]);
    const afterSameFile = functions.resolve(key).memoryMb;
    await functions.applyProject('a.yaml', [projectFunction('fn', { memoryMb: 512 })]);

    expect([afterSameFile, functions.resolve(key).memoryMb]).toEqual([999, 512]);
  });

  it('is not stored', async () => {
    const storage = memoryStorage();
    await start({ storage }).functions.applyProject('a.yaml', [projectFunction('fn')]);

    expect(start({ storage }).functions.list()).toEqual([]);
  });

  it('takes the name before a function of the AWS API', async () => {
    const { functions } = start();
    await functions.applyProject('a.yaml', [projectFunction('fn')]);

    await expect(functions.create(draft())).rejects.toThrow('Function already exist: fn');
  });
});

function start({ storage = memoryStorage() } = {}): { functions: FunctionRegistry; changes: FunctionChange[] } {
  const { functions } = createRegistry({ storage, clock: new ManualClock(), logger: silentLogger });
  const changes: FunctionChange[] = [];
  functions.onChange((change) => changes.push(change));
  return { functions, changes };
}

function settings(changed: Partial<FunctionSettings> = {}): FunctionSettings {
  return {
    role: 'arn:aws:iam::111111111111:role/test',
    description: '',
    runtime: 'nodejs22.x',
    handler: 'index.handler',
    architecture: 'x86_64',
    memoryMb: 128,
    timeoutSeconds: 3,
    ephemeralStorageMb: 512,
    logging: { format: 'Text', group: '/aws/lambda/fn' },
    shownOnly: {},
    ...changed,
  };
}

function draft({ digest = 'ab'.repeat(32), path = '/code/x.zip' } = {}): FunctionDraft {
  const source = { kind: 'archive', digest, path } as const;
  return { ...key, settings: settings(), code: { packageType: 'Zip', source, layers: [], size: 10 }, tags: {} };
}

function projectFunction(name: string, { memoryMb = 128 } = {}): ProjectFunction {
  const version: FunctionVersion = {
    name,
    version: '$LATEST',
    arn: { account: '000000000000', region: 'us-east-1', name },
    package: {
      packageType: 'Zip',
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      code: { kind: 'folder', digest: 'cd'.repeat(32), path: '/src', live: false },
      layers: [],
    },
    architecture: 'x86_64',
    environment: {},
    memoryMb,
    timeoutMs: 3000,
    ephemeralStorageMb: 512,
    logging: { format: 'Text', group: `/aws/lambda/${name}` },
    generation: `generation of ${memoryMb}`,
  };
  return { version, logicalId: name, description: '', codeSize: 0 };
}

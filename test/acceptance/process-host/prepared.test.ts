import { afterEach, describe, expect, it } from '@jest/globals';
import { type ServedFunction, StartedHearth } from '../../support/product/started-hearth.js';
import { waitUntil } from '../../support/wait-until.js';

const runtime = `nodejs${process.versions.node.split('.')[0] ?? ''}.x`;
const environment: ServedFunction = { runtime, handler: 'index.handler', code: 'environment' };
const functions = {
  one: { ...environment, environment: { SECRET_OF_ONE: 'one' } },
  two: { ...environment, environment: { SECRET_OF_TWO: 'two' } },
  counts: { runtime, handler: 'index.handler', code: 'keeps-globals-and-tmp' },
};

interface Prepared {
  readonly kind: string;
  readonly nativeId: string;
}

interface Seen {
  readonly environment: Readonly<Record<string, string>>;
}

describe('processes that wait for coming sandboxes', () => {
  const started: StartedHearth[] = [];

  afterEach(async () => {
    for (const hearth of started.splice(0)) await hearth[Symbol.asyncDispose]();
  });

  async function start(...flags: string[]): Promise<StartedHearth> {
    const hearth = await StartedHearth.start(functions, '--sandbox-host', 'process', '--ephemeral', ...flags);
    started.push(hearth);
    return hearth;
  }

  async function rows<T>(hearth: StartedHearth, what: string): Promise<readonly T[]> {
    const answer = await fetch(`${hearth.awsUrl}/_hearth/${what}`);
    return (await answer.json()) as T[];
  }

  async function gates(hearth: StartedHearth, count: number): Promise<readonly number[]> {
    let found: readonly Prepared[] = [];
    await waitUntil(async () => {
      found = await rows<Prepared>(hearth, 'prepared');
      return found.length === count;
    });
    return found.map(({ nativeId }) => Number(nativeId));
  }

  it('are counted, and become the first sandbox of one function each, which sees nothing of another', async () => {
    const hearth = await start('--gates', '10');
    await gates(hearth, 2);

    const seen = [await hearth.call<Seen>('one'), await hearth.call<Seen>('two')];

    expect(await rows(hearth, 'sandboxes')).toMatchObject([{ startPath: 'gate' }, { startPath: 'gate' }]);
    const secrets = seen.map((each) => Object.keys(each.environment).filter((name) => name.startsWith('SECRET_')));
    expect(secrets).toEqual([['SECRET_OF_ONE'], ['SECRET_OF_TWO']]);
    expect(new Set(seen.map((each) => each.environment['TMPDIR'])).size).toBe(2);
  });

  it('are none when none are asked for', async () => {
    const hearth = await start('--gates', '0');

    await hearth.call('one');

    expect(await rows(hearth, 'prepared')).toEqual([]);
    expect(await rows(hearth, 'sandboxes')).toMatchObject([{ startPath: 'process' }]);
  });

  it('end with a Hearth that was killed, as does what they have become', async () => {
    const hearth = await start('--gates', '10');
    await gates(hearth, 2);
    const { pid } = await hearth.call<{ readonly pid: number }>('counts');
    const all = [...(await gates(hearth, 2)), pid];
    const before = all.map(isRunning);

    process.kill(hearth.pid, 'SIGKILL');

    await waitUntil(() => !all.some(isRunning));
    expect(before).toEqual([true, true, true]);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

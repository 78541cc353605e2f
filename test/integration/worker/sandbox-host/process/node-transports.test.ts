import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { RuntimeExit } from '../../../../../src/worker/sandbox-host/index.js';
import type { RuntimeAnswer } from '../../../../../src/worker/runtime-api/index.js';
import { ObservedRuntime } from '../../../../support/observed-runtime.js';
import {
  type FunctionChoice,
  type OutputPiece,
  ProcessSandboxes,
  specOf,
} from '../../../../support/process-sandboxes.js';
import { waitUntil } from '../../../../support/wait-until.js';

type Transport = 'http' | 'channel';

/** All that Hearth sees of a run. */
interface Seen {
  readonly answers: readonly SeenAnswer[];
  readonly initErrors: readonly string[];
  readonly exit?: RuntimeExit;
  readonly output: string;
  readonly errorOutput: string;
}

interface SeenAnswer {
  readonly kind: RuntimeAnswer['kind'];
  readonly payload?: string;
  readonly reportedType?: string;
}

interface Run {
  readonly choice: Omit<FunctionChoice, 'runtime'>;
  readonly events?: readonly unknown[];
  /** Wait for its end after the last event, which is not answered when `endsInLast`. */
  readonly ends?: boolean;
  readonly gates?: number;
}

const runtimes = ['nodejs20.x', 'nodejs24.x'];

describe.each(runtimes)('what %s says over its channel is what it says over HTTP', (runtime) => {
  it.each<[string, Run]>([
    ['results', { choice: from('echo'), events: [{ order: 1 }, '"ü€\u2028\\', null, [1, 2]] }],
    ['errors', { choice: from('throws'), events: [{ message: 'no stock ✓' }, {}] }],
    ['its context', { choice: from('context'), events: [{}] }],
    ['its output', { choice: from('prints'), events: [{ lines: 3 }, {}] }],
    [
      'large results',
      { choice: from('large-response'), events: [{ bytes: 6_000_000 }, { bytes: 70_000 }, { bytes: 2 }] },
    ],
    ['a result that is too large', { choice: from('large-response'), events: [{ bytes: 7_000_000 }, { bytes: 10 }] }],
    ['an error while loading', { choice: from('throws-at-init'), ends: true }],
    ['a handler that is missing', { choice: { handler: 'index.absent', code: 'echo' }, ends: true }],
    [
      'streamed results',
      { choice: from('streams'), events: [{ chunks: ['one', 'two'] }, { chunks: ['one'], failBefore: 0 }] },
    ],
  ])('%s', async (_what, run) => {
    const [overHttp, overChannel] = await Promise.all([seen(runtime, run, 'http'), seen(runtime, run, 'channel')]);

    expect(overChannel).toEqual(overHttp);
    expect(overChannel.answers).toHaveLength(run.events?.length ?? 0);
  });

  it('results that are no JSON', async () => {
    const code = `
      exports.handler = async ({ kind }) => {
        if (kind === 'function') return () => 1;
        if (kind === 'circle') { const circle = {}; circle.circle = circle; return circle; }
        if (kind === 'string') throw 'no error';
        return undefined;
      };`;
    const kinds = ['function', 'circle', 'string', 'nothing'].map((kind) => ({ kind }));

    const [overHttp, overChannel] = await bothOf(runtime, code, { events: kinds });

    expect(overChannel).toEqual(overHttp);
    expect(overChannel.answers.map(({ kind }) => kind)).toEqual(['error', 'error', 'error', 'response']);
  });

  it('an end in the midst of an invocation, and one by an error that nobody catches', async () => {
    const code = `
      exports.handler = async ({ how }) => {
        if (how === 'exit') process.exit(3);
        if (how === 'throw') setTimeout(() => { throw new RangeError('uncaught'); });
        await new Promise(() => setInterval(() => undefined, 1000));
      };`;
    for (const how of ['exit', 'throw']) {
      const [overHttp, overChannel] = await bothOf(runtime, code, { events: [{ how }], ends: true });

      expect(overChannel).toEqual(overHttp);
      expect(overChannel.exit?.exitCode).toBeGreaterThan(0);
    }
  });

  it('nothing at all, when the event loop is empty', async () => {
    const code = `exports.handler = () => new Promise(() => undefined);`;
    const ends = runtime === 'nodejs24.x';

    const [overHttp, overChannel] = await bothOf(runtime, code, { events: [{}], ends });

    expect(overChannel).toEqual(overHttp);
    expect(overChannel.exit).toEqual(ends ? { exitCode: 0, outOfMemory: false } : undefined);
  });
});

describe('the channel of a Node.js function', () => {
  it('is not seen by the programs that the function starts, and its arguments are those on AWS', async () => {
    const code = `
      const { execFileSync } = require('node:child_process');
      exports.handler = async () => ({
        ofChild: execFileSync('/bin/sh', ['-c', '(true <&3) 2>/dev/null && echo open || echo closed']).toString().trim(),
        parameters: process.argv.length,
        environment: Object.keys(process.env).filter((name) => /channel|hearth/i.test(name)),
      });`;

    const [overHttp, overChannel] = await bothOf('nodejs20.x', code, { events: [{}] });

    expect(overChannel).toEqual(overHttp);
    expect(overChannel.answers[0]?.payload).toBe('{"ofChild":"closed","parameters":2,"environment":[]}');
  });

  it('takes an error that comes after the answer, while the next event is waited for', async () => {
    const code = `exports.handler = async () => { setTimeout(() => { throw new RangeError('late'); }, 5); return 'answered'; };`;

    const [overHttp, overChannel] = await bothOf('nodejs20.x', code, { events: [{}], ends: true });

    expect(overChannel).toEqual(overHttp);
    expect(overChannel.answers).toEqual([{ kind: 'response', payload: '"answered"' }]);
    expect(overChannel.exit).toEqual({ exitCode: 129, outOfMemory: false });
    expect(overChannel.errorOutput).toContain('the Runtime API answered 400');
  });

  it('goes on from the channel of the gate that it was', async () => {
    const run = { choice: from('echo'), events: [{ order: 1 }, { order: 2 }], gates: 1 };

    const plain = await seen(nodeOfThisTest(), { ...run, gates: 0 }, 'channel');
    const gated = await seen(nodeOfThisTest(), run, 'channel');

    expect(gated).toEqual(plain);
  });

  it('is left alone by a wrapper, whose function talks over HTTP', async () => {
    const wrapped = { ...from('echo'), environment: { AWS_LAMBDA_EXEC_WRAPPER: '/usr/bin/env' } };

    const { answers } = await seen('nodejs20.x', { choice: wrapped, events: [{ order: 1 }] }, 'channel');

    expect(answers[0]?.payload).toBe('{"order":1}');
  });
});

function from(code: string): Omit<FunctionChoice, 'runtime'> {
  return { handler: 'index.handler', code };
}

async function bothOf(runtime: string, text: string, run: Omit<Run, 'choice'>): Promise<readonly [Seen, Seen]> {
  const ofTransport = async (transport: Transport): Promise<Seen> => {
    await using sandboxes = await ProcessSandboxes.create();
    const folder = path.join(sandboxes.folder, 'function');
    await mkdir(folder);
    await writeFile(path.join(folder, 'index.js'), text);
    const code = { kind: 'folder', digest: 'one', live: true, path: folder } as const;
    return await seenIn(sandboxes, runtime, { ...run, choice: { handler: 'index.handler', code } }, transport);
  };
  return Promise.all([ofTransport('http'), ofTransport('channel')]);
}

async function seen(runtime: string, run: Run, transport: Transport): Promise<Seen> {
  await using sandboxes = await ProcessSandboxes.create(run.gates);
  return await seenIn(sandboxes, runtime, run, transport);
}

async function seenIn(sandboxes: ProcessSandboxes, runtime: string, run: Run, transport: Transport): Promise<Seen> {
  await using observed = await ObservedRuntime.open();
  const output: OutputPiece[] = [];
  const spec = specOf({ ...run.choice, runtime }, observed.hostAndPort, output);
  const wired = transport === 'channel' ? { ...spec, onChannel: observed.onChannel } : spec;
  if (run.gates !== undefined && run.gates > 0) {
    await sandboxes.host.prepare(wired, new AbortController().signal);
    await waitUntil(() => sandboxes.host.preparedParts?.().length === run.gates);
  }
  const sandbox = await sandboxes.host.create(wired, new AbortController().signal);
  const exited = new Promise<RuntimeExit>((resolve) => sandbox.onRuntimeExit(resolve));
  await sandbox.startRuntime();
  const answers: SeenAnswer[] = [];
  const events = run.events ?? [];
  for (const event of events) {
    const answer = await Promise.race([observed.invoke(event), ...(run.ends === true ? [exited] : [])]);
    if ('kind' in answer) answers.push(seenAnswer(answer, sandboxes));
  }
  const exit = run.ends === true ? await exited : undefined;
  if (exit === undefined) await sandbox.killRuntime();
  const text = (wanted: string): string =>
    withoutOwn(output.map((piece) => (piece.stream === wanted ? piece.text : '')).join(''), sandboxes);
  return {
    answers,
    initErrors: observed.initErrors.map(
      ({ payload, reportedType }) => `${reportedType} ${withoutOwn(payload.toString(), sandboxes)}`,
    ),
    ...(exit === undefined ? {} : { exit }),
    output: text('stdout'),
    errorOutput: text('stderr'),
  };
}

function seenAnswer(answer: RuntimeAnswer, sandboxes: ProcessSandboxes): SeenAnswer {
  switch (answer.kind) {
    case 'response':
      return { kind: answer.kind, payload: withoutOwn(answer.payload.toString(), sandboxes) };
    case 'error':
    case 'failed-midway':
      return {
        kind: answer.kind,
        payload: withoutOwn(answer.error.payload.toString(), sandboxes),
        reportedType: answer.error.reportedType,
      };
    case 'refused':
      return { kind: answer.kind, reportedType: answer.reason };
  }
}

/** What may differ: times, the folders that this run was made in, the client's own frames in stack traces. */
function withoutOwn(text: string, { folder }: ProcessSandboxes): string {
  return text
    .replaceAll(folder, 'OWN')
    .replace(/,"    at [^"]*(?:clients\/node\/|node:internal)[^"]*"/g, '')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
    .replace(/"remainingTimeInMillis":\d+/g, '"remainingTimeInMillis":MS');
}

/** The runtime of the Node.js that runs this test, so that a gate needs no other. */
function nodeOfThisTest(): string {
  return `nodejs${process.versions.node.split('.')[0] ?? ''}.x`;
}

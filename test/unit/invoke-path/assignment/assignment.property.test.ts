import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ManualClock, silentLogger } from '../../../../src/base/index.js';
import { type Assignment, createAssignment } from '../../../../src/invoke-path/assignment/index.js';
import type { FunctionVersion } from '../../../../src/model/index.js';
import type { FakeSandbox } from '../fake-sandbox.js';
import { FakePlacement, settled } from '../fake-placement.js';
import { functionVersionOf } from '../function-version-of.js';

const versions = [
  functionVersionOf('echo'),
  functionVersionOf('echo', { generation: 'g2' }),
  functionVersionOf('other'),
] as const;
const limit = 2;
const keepAliveMs = 1000;
const invocation = { requestId: 'r', payload: Buffer.from('{}'), invokedFunctionArn: 'arn', traceId: 'Root=1' };

/** What random callers do to a pool, and what they can see of it. */
class Callers {
  readonly clock = new ManualClock();
  readonly placement = new FakePlacement();
  readonly assignment: Assignment;
  readonly busy = new Set<FakeSandbox>();
  readonly waiting = new Map<AbortController, FunctionVersion>();
  readonly violations: string[] = [];
  asked = 0;
  served = 0;
  refused = 0;

  constructor(spares: number) {
    this.assignment = createAssignment({
      settings: { keepAliveMs, maxConcurrentStarts: limit, shutdownGraceMs: 0, spares },
      placement: this.placement,
      clock: this.clock,
      logger: silentLogger,
    });
  }

  lease(n: number): void {
    const patience = new AbortController();
    this.asked += 1;
    const version = versions[n % versions.length] ?? versions[0];
    this.waiting.set(patience, version);
    void this.#wait(version, patience);
  }

  async #wait(version: FunctionVersion, patience: AbortController): Promise<void> {
    try {
      const { id } = await this.assignment.lease(version, patience.signal);
      const sandbox = this.placement.sandboxes.find((candidate) => candidate.id === id);
      if (sandbox === undefined || sandbox.function !== version) this.violations.push('lent the wrong sandbox');
      else if (this.busy.has(sandbox)) this.violations.push('lent a sandbox twice');
      else this.#use(sandbox);
    } catch {
      this.refused += 1;
    } finally {
      this.waiting.delete(patience);
    }
  }

  #use(sandbox: FakeSandbox): void {
    this.served += 1;
    // Lost between the loan and its use, as a real one may be.
    if (sandbox.state !== 'idle') return;
    this.busy.add(sandbox);
    sandbox.invoke(invocation).catch(() => undefined);
  }

  finish(n: number): void {
    const sandbox = pick([...this.busy], n);
    if (sandbox === undefined) return;
    this.busy.delete(sandbox);
    sandbox.finish();
  }

  /** Answers long before the runtime asks again. */
  answer(n: number): void {
    const sandbox = pick([...this.busy], n);
    if (sandbox === undefined) return;
    sandbox.answer();
    this.assignment.answered(sandbox);
  }

  crash(n: number): void {
    const sandbox = pick(
      this.placement.sandboxes.filter(({ state }) => state !== 'stopped'),
      n,
    );
    if (sandbox === undefined) return;
    this.busy.delete(sandbox);
    sandbox.crash();
  }

  giveUp(n: number): void {
    pick([...this.waiting.keys()], n)?.abort(new Error('gave up'));
  }

  async create(n: number): Promise<void> {
    if (this.placement.creations.length === 0) return;
    if (n % 4 === 0) {
      await this.placement.fail(new Error('no start'));
      return;
    }
    const sandbox = await this.placement.create();
    if (n % 7 === 0) sandbox.initError = 'Runtime.ExitError';
  }

  provision(n: number): void {
    this.assignment.provision(versions[n % versions.length] ?? versions[0], n % 4);
  }

  initialize(n: number): void {
    pick(
      this.placement.sandboxes.filter(({ state }) => state === 'starting'),
      n,
    )?.ready();
  }

  /** Time passes until all starts have been tried again and what is not used is gone. */
  async settle(): Promise<void> {
    for (let round = 0; round < 4; round += 1) {
      for (let start = 0; start < 50 && this.placement.creations.length > 0; start += 1) {
        (await this.placement.create()).ready();
      }
      for (const sandbox of this.placement.sandboxes) if (sandbox.state === 'starting') sandbox.ready();
      this.clock.advance(31_000);
      await settled();
    }
  }

  /** Lets everything that was begun come to its end: whoever still waits must be served or refused. */
  async drain(): Promise<void> {
    for (let round = 0; round < 500 && this.waiting.size + this.busy.size > 0; round += 1) {
      await this.create(1);
      this.initialize(0);
      this.finish(0);
      this.clock.advance(500);
      await settled();
    }
  }
}

function pick<T>(items: readonly T[], n: number): T | undefined {
  return items[n % Math.max(items.length, 1)];
}

const steps = [
  'lease',
  'lease',
  'lease',
  'create',
  'create',
  'initialize',
  'answer',
  'finish',
  'finish',
  'crash',
  'giveUp',
  'retire',
  'provision',
  'wait',
] as const;
const step = fc.record({ kind: fc.constantFrom(...steps), n: fc.nat(30) });

it('lends no sandbox twice, forgets nobody who waits and leaves no sandbox behind, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(2), fc.array(step, { maxLength: 60 }), async (spares, sequence) => {
      const callers = new Callers(spares);
      for (const { kind, n } of sequence) {
        if (kind === 'retire') void callers.assignment.retire(n % 2 === 0 ? 'echo' : 'other', 'g2');
        else if (kind === 'wait') callers.clock.advance(n * 100);
        else await callers[kind](n);
        await settled();
        expect(callers.assignment.starts().inFlight).toBeLessThanOrEqual(limit);
        expectNobodyToWaitBesideAnIdleSandbox(callers);
      }

      await callers.drain();
      expect(callers.violations).toEqual([]);
      expect(callers.waiting.size).toBe(0);
      expect(callers.served + callers.refused).toBe(callers.asked);
      await callers.settle();
      expectOnlyProvisionedSandboxes(callers);
      for (const version of versions) callers.assignment.provision(version, 0);
      await settled();
      expect(callers.assignment.snapshot()).toEqual([]);
      expect(callers.placement.sandboxes.filter(({ state }) => state !== 'stopped')).toEqual([]);
      expect(callers.assignment.starts()).toEqual({ inFlight: 0, waiting: 0, limit });
      await callers.assignment[Symbol.asyncDispose]();
    }),
    { numRuns: 300 },
  );
});

function expectNobodyToWaitBesideAnIdleSandbox({ placement, waiting }: Callers): void {
  const idle = new Set(placement.sandboxes.filter(({ state }) => state === 'idle').map((sandbox) => sandbox.function));
  for (const version of waiting.values()) expect(idle).not.toContain(version);
}

function expectOnlyProvisionedSandboxes({ assignment }: Callers): void {
  const views = versions.flatMap((version) => assignment.provisioned(version) ?? []);
  for (const { requested, allocated, status } of views) {
    expect({ allocated, status }).toEqual({ allocated: requested, status: 'READY' });
  }
  const booted = assignment
    .snapshot()
    .map(({ state, paused, initializationType }) => ({ state, paused, initializationType }));
  const expected = { state: 'idle', paused: true, initializationType: 'provisioned-concurrency' };
  expect(booted).toEqual(views.flatMap(({ requested }) => Array.from({ length: requested }, () => expected)));
}

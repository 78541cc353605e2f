import { expect, it } from '@jest/globals';
import { ManualClock, silentLogger } from '../../../src/base/index.js';
import { createAdmission } from '../../../src/invoke-path/admission/index.js';
import { createAssignment } from '../../../src/invoke-path/assignment/index.js';
import { createInvokeFrontend } from '../../../src/invoke-path/invoke-frontend/index.js';
import { LambdaMetrics } from '../../../src/metrics/index.js';
import { functionNotFound, type FunctionVersion } from '../../../src/model/index.js';
import { FakePlacement, settled } from './fake-placement.js';
import { success } from './fake-sandbox.js';
import { functionVersionOf } from './function-version-of.js';

/** A registry that can look one function up, and counts whoever looks at all of them. */
class CountingRegistry {
  readonly #versions: ReadonlyMap<string, FunctionVersion>;
  scans = 0;

  constructor(count: number) {
    const names = Array.from({ length: count }, (_unused, index) => `function-${index}`);
    this.#versions = new Map(names.map((name) => [name, functionVersionOf(name)]));
  }

  resolve({ name }: { readonly name: string }): FunctionVersion {
    const version = this.#versions.get(name);
    if (version === undefined) throw functionNotFound(name);
    return version;
  }

  find(): undefined {
    return undefined;
  }

  reservedConcurrency(): undefined {
    return undefined;
  }

  reservations(): [] {
    this.scans += 1;
    return [];
  }
}

it('an invocation looks at its own function only, and starts a sandbox for that one alone, among 1,000', async () => {
  const functions = new CountingRegistry(1000);
  const placement = new FakePlacement();
  const clock = new ManualClock();
  const settings = { keepAliveMs: 1000, maxConcurrentStarts: 2, shutdownGraceMs: 0 };
  const assignment = createAssignment({ settings, placement, clock, logger: silentLogger });
  const admission = createAdmission({ functions, accountConcurrency: 1000 });
  const metrics = new LambdaMetrics();
  const frontend = createInvokeFrontend({ functions, admission, assignment, metrics, clock, logger: silentLogger });
  const target = { account: '000000000000', region: 'us-east-1', name: 'function-500' };
  const invoke = (): ReturnType<typeof frontend.invoke> =>
    frontend.invoke({ target, payload: Buffer.from('{}'), invocationType: 'RequestResponse' });

  const first = invoke();
  await settled();
  const sandbox = await placement.createReady();
  sandbox.finish(success('1'));
  await first;
  for (let call = 0; call < 10; call += 1) {
    const next = invoke();
    await settled();
    sandbox.finish(success('2'));
    await next;
  }

  expect(placement.started).toBe(1);
  expect(sandbox.invocations).toBe(11);
  expect(assignment.snapshot()).toHaveLength(1);
  expect(functions.scans).toBe(0);
});

import { expect, it } from '@jest/globals';
import type { FunctionVersion } from '../../../../src/model/index.js';
import { Lineage } from '../../../../src/invoke-path/invoke-frontend/lineage.js';
import { functionVersion } from '../../../support/function-version.js';

const [a, b] = ['a', 'b'].map((name) =>
  functionVersion({ name, arn: { region: 'us-east-1', account: '000000000000', name } }),
) as [FunctionVersion, FunctionVersion];

it('counts each function of a chain by itself, whatever else is in the header', () => {
  const lineage = new Lineage();
  let traceId = 'Root=1-a-b;Lineage=1:ffffffff:3;Sampled=0';
  const counts: number[] = [];

  for (const version of [a, b, a, a, b]) {
    const next = lineage.continue(traceId, version);
    traceId = next.traceId;
    counts.push(next.invocations);
  }

  expect(counts).toEqual([0, 0, 1, 2, 1]);
  expect(traceId).toMatch(/^Root=1-a-b;Sampled=0;Lineage=1:ffffffff:3\|1:[0-9a-f]{8}:2\|1:[0-9a-f]{8}:1$/);
});

it('takes a count that is none for the first', () => {
  const lineage = new Lineage();
  const { traceId } = lineage.continue('Root=1-a-b', a);

  expect(lineage.continue(traceId.replace(/:0$/, ':x'), a).invocations).toBe(1);
});

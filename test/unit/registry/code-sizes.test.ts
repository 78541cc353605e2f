import { expect, it } from '@jest/globals';
import { CodeSizes } from '../../../src/registry/code-sizes.js';
import type { FunctionRecord } from '../../../src/registry/index.js';

const record = (size: number, region = 'us-east-1'): Pick<FunctionRecord, 'account' | 'region' | 'code'> => ({
  account: '111111111111',
  region,
  code: { packageType: 'Zip', source: { kind: 'archive', digest: 'd', path: '/d' }, layers: [], size },
});

it('the bytes of zips follow what comes, changes and goes, each region by itself', () => {
  const sizes = new CodeSizes();
  const seen = () => [sizes.in('111111111111', 'us-east-1'), sizes.in('111111111111', 'eu-west-1')];

  sizes.replace(undefined, record(10));
  sizes.replace(undefined, record(5, 'eu-west-1'));
  const made = seen();
  sizes.replace(record(10), record(3));
  sizes.replace(record(5, 'eu-west-1'), undefined);

  expect({ made, after: seen() }).toEqual({ made: [10, 5], after: [3, 0] });
});

import { describe, expect, it } from '@jest/globals';
import { environmentProblems } from '../../../src/model/index.js';

describe('the rules for environment variables', () => {
  it('finds nothing wrong with ordinary names and values', () => {
    expect(environmentProblems({ TABLE: 'x', PATH: '/opt/bin', node_env: '' })).toEqual([]);
  });

  it('names the reserved keys in the words of AWS', () => {
    expect(environmentProblems({ AWS_REGION: 'eu-west-1', _HANDLER: 'x' })).toEqual([
      {
        kind: 'reserved',
        names: ['AWS_REGION', '_HANDLER'],
        message:
          'Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION, _HANDLER',
      },
    ]);
  });

  it.each(['1A', 'A', '_A', 'A-B', ''])('rejects the name %j', (name) => {
    expect(environmentProblems({ [name]: 'x' })).toMatchObject([{ kind: 'name', names: [name] }]);
  });

  it('allows 4,096 bytes of compact JSON and not one more', () => {
    const value = 'x'.repeat(4096 - '{"LARGE_VAR":""}'.length);

    expect(environmentProblems({ LARGE_VAR: value })).toEqual([]);
    expect(environmentProblems({ LARGE_VAR: `${value}x` })).toMatchObject([
      {
        kind: 'size',
        message: `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: {"LARGE_VAR":"${value}x"}`,
      },
    ]);
  });
});

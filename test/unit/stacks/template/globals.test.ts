import { describe, expect, it } from '@jest/globals';
import { mergeGlobals } from '../../../../src/stacks/template/globals.js';

// http contract §7.6, from the SAM transform.
describe('globals', () => {
  it.each([
    ['a scalar of the resource wins', { Timeout: 3 }, { Timeout: 5 }, { Timeout: 5 }],
    ['what only globals have is added', { Timeout: 3 }, { MemorySize: 1 }, { Timeout: 3, MemorySize: 1 }],
    [
      'maps merge deeply, the key of the resource wins',
      { Environment: { Variables: { A: 'g', B: 'g' } } },
      { Environment: { Variables: { B: 'l', C: 'l' } } },
      { Environment: { Variables: { A: 'g', B: 'l', C: 'l' } } },
    ],
    ['lists are the global one, then the local one', { Layers: ['g'] }, { Layers: ['l'] }, { Layers: ['g', 'l'] }],
    ['an intrinsic function is not merged', { Tags: { A: 'g' } }, { Tags: { Ref: 'P' } }, { Tags: { Ref: 'P' } }],
    [
      'a global intrinsic function gives way to a map',
      { Tags: { 'Fn::If': ['C', 1, 2] } },
      { Tags: { A: 'l' } },
      { Tags: { A: 'l' } },
    ],
    ['values of different kinds: the local one', { Layers: ['g'] }, { Layers: 'l' }, { Layers: 'l' }],
  ])('%s', (_fact, globals, local, merged) => {
    expect(mergeGlobals(globals, local, undefined)).toEqual(merged);
  });

  it('are left out by IgnoreGlobals, all or by name', () => {
    const globals = { Timeout: 3, MemorySize: 1 };

    expect(mergeGlobals(globals, { Handler: 'h' }, '*')).toEqual({ Handler: 'h' });
    expect(mergeGlobals(globals, { Handler: 'h' }, ['Timeout'])).toEqual({ Handler: 'h', MemorySize: 1 });
  });
});

import { describe, expect, it } from '@jest/globals';
import { parseFunctionName } from '../../../src/model/index.js';

const region = 'us-east-1';
const account = '123456789012';

describe('a function name', () => {
  it.each([
    ['fn', { name: 'fn' }],
    ['fn:live', { name: 'fn', qualifier: 'live' }],
    ['function:fn', { name: 'fn' }],
    ['function:fn:1', { name: 'fn', qualifier: '1' }],
    ['function', { name: 'function' }],
    ['function:$LATEST', { name: 'function', qualifier: '$LATEST' }],
    [`${account}:function:fn`, { account, name: 'fn' }],
    [`${account}:fn`, { account, name: 'fn' }],
    [account, { name: account }],
    [`${region}:${account}:function:fn:2`, { region, account, name: 'fn', qualifier: '2' }],
    [`arn:aws:lambda:${region}:${account}:function:fn`, { region, account, name: 'fn' }],
    [
      `arn:aws-cn:lambda:cn-north-1:${account}:function:fn:$LATEST`,
      { region: 'cn-north-1', account, name: 'fn', qualifier: '$LATEST' },
    ],
    [`arn:aws:lambda:${region}:${account}:function`, { region, account, name: 'function' }],
  ])('is taken apart: %s', (text, expected) => {
    expect(parseFunctionName(text)).toEqual(expected);
  });

  it.each(['', 'fn:1:2', `arn:aws:lambda:${region}:${account}:function:fn:1:2`])(
    'is none when it has other parts: "%s"',
    (text) => {
      expect(parseFunctionName(text)).toBeUndefined();
    },
  );
});

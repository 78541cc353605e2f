import { describe, expect, it } from '@jest/globals';
import { suggestion } from '../../../src/base/index.js';

describe('the suggestion for an unknown name', () => {
  it.each([
    ['GetUsr', ' Did you mean "GetUser"?'],
    ['getuser', ' Did you mean "GetUser"?'],
    ['GetUser2', ' Did you mean "GetUser"?'],
    ['ListUsers', ' Did you mean "ListUser"?'],
    ['Checkout', ''],
  ])('for "%s" is "%s"', (asked, expected) => {
    expect(suggestion(asked, ['GetUser', 'ListUser'])).toBe(expected);
  });
});

import { describe, expect, it } from '@jest/globals';
import { shapeNamed } from '../../../../../src/front-doors/aws-api/service-model.js';
import { fromText } from '../../../../../src/front-doors/aws-api/wire/convert-member.js';

describe('a number in the query of a request', () => {
  const maxItems = shapeNamed('MaxListItems');

  it.each([
    ['50', 50],
    ['-1', -1],
  ])('is an integer: %s', (text, value) => {
    expect(fromText(maxItems, text)).toBe(value);
  });

  it.each(['', 'abc', '1.5', '0x10', ' 5', 'Infinity'])('is refused when it is none: %j', (text) => {
    expect(() => fromText(maxItems, text)).toThrow('STRING_VALUE can not be converted to an Integer');
  });
});

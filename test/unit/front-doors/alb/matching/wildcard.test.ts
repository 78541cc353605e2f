import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fitsWildcard } from '../../../../../src/front-doors/alb/matching/wildcard.js';

/** The meaning of a pattern, character by character and in no hurry. */
function fitsSlowly(pattern: string, text: string): boolean {
  if (pattern === '') return text === '';
  const rest = pattern.slice(1);
  if (pattern.startsWith('*')) return fitsSlowly(rest, text) || (text !== '' && fitsSlowly(pattern, text.slice(1)));
  return text !== '' && (pattern.startsWith('?') || pattern[0] === text[0]) && fitsSlowly(rest, text.slice(1));
}

// Elastic Load Balancing, "Condition types for listener rules".
describe('a pattern of a rule', () => {
  it.each([
    ['/img/*', '/img/picture.jpg', true],
    ['/img/*', '/img/', true],
    ['/img/*', '/img', false],
    ['/img/*/pics', '/img/a/b/pics', true],
    ['*.example.com', 'test.example.com', true],
    ['*.example.com', 'example.com', false],
    ['/a?c', '/abc', true],
    ['/a?c', '/ac', false],
    ['', '', true],
    ['*', '', true],
  ])('"%s" takes "%s": %s', (pattern, text, expected) => {
    expect(fitsWildcard(pattern, text)).toBe(expected);
  });

  it('takes exactly what its characters say, whatever they are', () => {
    const letters = (alphabet: string): fc.Arbitrary<string> =>
      fc.string({ unit: fc.constantFrom(...Array.from(alphabet)), maxLength: 9 });
    fc.assert(
      fc.property(letters('ab*?'), letters('ab'), (pattern, text) => {
        expect(fitsWildcard(pattern, text)).toBe(fitsSlowly(pattern, text));
      }),
      { numRuns: 2000 },
    );
  });

  it('of a query takes a star and a question mark behind a backslash as they are', () => {
    expect(fitsWildcard('a\\*', 'a*', { escapes: true })).toBe(true);
    expect(fitsWildcard('a\\*', 'ab', { escapes: true })).toBe(false);
    expect(fitsWildcard('a\\?', 'a?', { escapes: true })).toBe(true);
    expect(fitsWildcard('a\\*', 'a\\b')).toBe(true);
  });
});

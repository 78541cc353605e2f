import { describe, expect, it } from '@jest/globals';
import { createIgnore } from '../../../../src/deployment/watch/ignore-patterns.js';

describe('an ignore pattern', () => {
  it.each([
    ['*.log', 'a.log', true],
    ['*.log', 'deep/er/a.log', true],
    ['*.log', 'a.log.txt', false],
    ['coverage', 'coverage/index.html', true],
    ['coverage', 'src/coverage/x', true],
    ['docs/**', 'docs/a/b.md', true],
    ['docs/**', 'src/docs/a.md', false],
    ['src/**/*.test.js', 'src/a/b/c.test.js', true],
    ['src/**/*.test.js', 'src/c.test.js', true],
    ['src/*.js', 'src/a/b.js', false],
    ['./dist/', 'dist/a.js', true],
    ['a?c', 'abc', true],
    ['a+b', 'aab', false],
    ['*', '../outside', false],
  ])('%s covers %s: %s', (pattern, file, covered) => {
    expect(createIgnore([pattern], '/project')(`/project/${file}`)).toBe(covered);
  });
});

import { expect, it } from '@jest/globals';
import { nodeSqliteIsStable } from '../../../src/storage/node-sqlite-driver.js';

it.each([
  ['20.20.2', false],
  ['22.23.3', false],
  ['24.14.9', false],
  ['24.15.0', true],
  ['25.6.1', false],
  ['25.7.0', true],
  ['26.0.0', true],
])('node:sqlite of Node %s is stable: %s', (version, stable) => {
  expect(nodeSqliteIsStable(version)).toBe(stable);
});

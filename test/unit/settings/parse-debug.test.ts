import { describe, expect, it } from '@jest/globals';
import os from 'node:os';
import {
  debugArguments,
  debuggedFunctions,
  debuggerFolderPath,
  debugPorts,
} from '../../../src/settings/parse-debug.js';

const given = (raw: unknown, name = '--flag') => ({ raw, name, folder: os.tmpdir() });

describe('--debug-port', () => {
  it.each([
    ['5858', [5858]],
    [5858, [5858]],
    [
      ['5858', '5859'],
      [5858, 5859],
    ],
    ['5858, 5859', [5858, 5859]],
  ])('takes %j', (raw, ports) => {
    expect(debugPorts(given(raw))).toEqual(ports);
  });

  it.each(['0', '70000', 'x', ''])('refuses %j', (raw) => {
    expect(() => debugPorts(given(raw))).toThrow('for --flag.');
  });
});

describe('--debug-function', () => {
  it('takes names with and without a port', () => {
    expect(debuggedFunctions(given(['One', 'Two=5859']))).toEqual([{ name: 'One' }, { name: 'Two', port: 5859 }]);
  });

  it('refuses a function that is named twice', () => {
    expect(() => debuggedFunctions(given(['One=5858', 'Two', 'One=5859']))).toThrow(
      'Invalid value "One" for --flag. It is named twice.',
    );
  });

  it.each(['=5', 'One=', 'One=0', 'One=port'])('refuses %j', (raw) => {
    expect(() => debuggedFunctions(given(raw))).toThrow('for --flag.');
  });
});

it('--debug-args are divided as a shell does it', () => {
  expect(debugArguments(given(`-m debugpy --log-to="/a b" '-x y'`))).toEqual([
    '-m',
    'debugpy',
    '--log-to=/a b',
    '-x y',
  ]);
});

it('--debugger-path is a folder that is there', () => {
  expect(debuggerFolderPath(given('.'))).toBe(os.tmpdir());
  expect(() => debuggerFolderPath(given('no-such-folder'))).toThrow('Invalid value "no-such-folder" for --flag.');
});

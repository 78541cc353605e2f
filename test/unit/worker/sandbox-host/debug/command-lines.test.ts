import { describe, expect, it } from '@jest/globals';
import type { DebugSettings } from '../../../../../src/model/index.js';
import { debugpyArguments } from '../../../../../src/worker/sandbox-host/debug/debugpy.js';
import { inspectorArguments, inspectorNodeOptions } from '../../../../../src/worker/sandbox-host/debug/inspector.js';
import { jdwpArguments, jdwpJavaOptions } from '../../../../../src/worker/sandbox-host/debug/jdwp.js';
import { programUnderDebugger } from '../../../../../src/worker/sandbox-host/debug/program.js';

const debug = (...given: string[]): DebugSettings => ({ port: 5858, arguments: given });

describe('Node’s inspector', () => {
  it('holds the process before its first line', () => {
    expect(inspectorArguments(debug(), '127.0.0.1')).toEqual(['--inspect-brk=127.0.0.1:5858']);
  });

  it('is the one that the user asks for, with an address where that is missing', () => {
    expect(inspectorArguments(debug('--inspect', '--enable-source-maps'), '0.0.0.0')).toEqual([
      '--inspect=0.0.0.0:5858',
      '--enable-source-maps',
    ]);
    expect(inspectorArguments(debug('--inspect-brk=0.0.0.0:1'), '0.0.0.0')).toEqual(['--inspect-brk=0.0.0.0:1']);
  });

  it('leaves out what NODE_OPTIONS does not take and the images give Node.js anyway', () => {
    expect(inspectorNodeOptions(debug('--no-lazy', '--expose-gc'), '0.0.0.0', undefined)).toBe(
      '--inspect-brk=0.0.0.0:5858',
    );
  });

  it('comes behind the function’s own NODE_OPTIONS, words with spaces in quotes', () => {
    expect(inspectorNodeOptions(debug('--require=/a b.js'), '0.0.0.0', '--no-warnings')).toBe(
      '--no-warnings --inspect-brk=0.0.0.0:5858 "--require=/a b.js"',
    );
  });
});

it('debugpy waits for its client; --debug-args stand in its place', () => {
  const [, , flag, program] = debugpyArguments(debug(), '0.0.0.0');
  expect([flag, program]).toEqual(['-c', expect.stringContaining('debugpy.listen(("0.0.0.0", 5858))')]);
  expect(debugpyArguments(debug('-m', 'pdb'), '0.0.0.0')).toEqual(['-m', 'pdb']);
});

it('JDWP waits for its client, and goes behind the function’s own options', () => {
  const agent = '-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,quiet=y,address=';
  expect(jdwpArguments(debug('-Xlog'), '127.0.0.1')).toEqual([`${agent}127.0.0.1:5858`, '-Xlog']);
  expect(jdwpJavaOptions(debug(), '*', '-Dx=1')).toBe(`-Dx=1 ${agent}*:5858`);
  expect(jdwpJavaOptions(debug(), '', undefined)).toBe(`${agent}5858`);
  expect(jdwpArguments(debug(`${agent}*:1`, '-Dx=1'), '*')).toEqual([`${agent}*:1`, '-Dx=1']);
});

describe('a custom runtime', () => {
  const place = { folder: '/debugger', address: '0.0.0.0', bootstrap: '/var/task/bootstrap' };

  it('runs under delve, which speaks the version that SAM’s argument asks for', () => {
    expect(programUnderDebugger(debug('-delveAPI=1', '--log'), place).join(' ')).toBe(
      '/debugger/dlv --listen=0.0.0.0:5858 --headless=true --api-version=1 --log exec /var/task/bootstrap',
    );
  });

  it('runs under another program of the folder, where --debug-args begin with one', () => {
    expect(programUnderDebugger(debug('gdbserver', ':5858'), place)).toEqual([
      '/debugger/gdbserver',
      ':5858',
      '/var/task/bootstrap',
    ]);
  });
});

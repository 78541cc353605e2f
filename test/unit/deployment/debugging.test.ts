import { describe, expect, it } from '@jest/globals';
import { createDebugging, type Debugging } from '../../../src/deployment/debugging.js';
import type { FunctionPackage, Stack, StackFunction } from '../../../src/model/index.js';
import type { DebugChoices } from '../../../src/settings/index.js';
import { systemClock } from '../../../src/base/index.js';
import { memoryStorage } from '../../support/memory-storage.js';

describe('debugging of functions made over the AWS API', () => {
  it('one port is for all of them, and the same name gets the same settings', async () => {
    const { debugging, told } = await debuggingOf({ ports: [5858] });

    const first = debugging.settingsOf({ name: 'one', package: zip('nodejs22.x') });

    expect(first).toEqual({ port: 5858, arguments: [] });
    expect(debugging.settingsOf({ name: 'one', package: zip('nodejs22.x') })).toEqual(first);
    expect(debugging.settingsOf({ name: 'two', package: zip('python3.11') })?.port).toBe(5858);
    expect(told).toContain('Debug "one" on 127.0.0.1:5858 (Node’s inspector).');
  });

  it('several ports go to them as they come, behind those of the project; one beyond the ports is told', async () => {
    const { debugging, told } = await debuggingOf({ ports: [1, 2] });
    debugging.planProject(stackOf('Own'), true);

    expect(debugging.settingsOf({ name: 'Own', package: zip('nodejs22.x') })?.port).toBe(1);
    expect(debugging.settingsOf({ name: 'made', package: zip('nodejs22.x') })?.port).toBe(2);
    expect(debugging.settingsOf({ name: 'late', package: zip('nodejs22.x') })).toBeUndefined();
    expect(told).toContain(
      'Function "late" runs without a debugger: there are 2 debug ports. Pass --debug-function late=PORT.',
    );
  });

  it('only those that are named are debugged, where some are', async () => {
    const { debugging } = await debuggingOf({ ports: [7], functions: [{ name: 'a', port: 9 }, { name: 'b' }] });

    const ports = ['a', 'b', 'c'].map((name) => debugging.settingsOf({ name, package: zip('nodejs22.x') })?.port);

    expect(ports).toEqual([9, 7, undefined]);
  });

  it('a runtime without a debugger is told', async () => {
    const { debugging, told } = await debuggingOf({ ports: [7] });

    expect(debugging.settingsOf({ name: 'r', package: zip('ruby3.4') })).toBeUndefined();
    expect(told).toEqual(['Function "r" runs without a debugger: Hearth knows no debugger for the runtime "ruby3.4".']);
  });

  it('a name that neither the project nor the AWS API has is refused once both are known', async () => {
    const { debugging } = await debuggingOf({
      functions: [
        { name: 'made', port: 7 },
        { name: 'Owm', port: 8 },
      ],
    });
    debugging.settingsOf({ name: 'made', package: zip('nodejs22.x') });

    expect(() => debugging.planProject(stackOf('Own'))).toThrow(
      '--debug-function names "Owm", which "/p/template.yaml" does not have. Did you mean "Own"?',
    );
  });
});

describe('what nobody has claimed when everything has started', () => {
  it.each([
    [
      { ports: [5, 6] },
      ['Nothing is debugged yet: functions made over the Lambda API are, on 127.0.0.1:5, 127.0.0.1:6.'],
    ],
    [
      { ports: [5, 6], functions: [{ name: 'a' }] },
      [
        '"a" is debugged on 127.0.0.1:5 as soon as it is made over the Lambda API.',
        'Debug port 6 is not used: there is no function for it.',
      ],
    ],
    [{ arguments: ['-m'] }, ['--debugger-path and --debug-args do nothing alone. Pass --debug-port too.']],
    [{}, []],
  ] satisfies [Partial<DebugChoices>, string[]][])('%j', async (choices, messages) => {
    const { debugging, told } = await debuggingOf(choices);

    debugging.tellWhatWaits();

    expect(told).toEqual(messages);
  });

  it('a name without a port is refused', async () => {
    const { debugging } = await debuggingOf({ functions: [{ name: 'a' }] });

    expect(() => {
      debugging.tellWhatWaits();
    }).toThrow('No debug port for function "a". Write --debug-function a=5858, or pass --debug-port for each.');
  });
});

async function debuggingOf(
  choices: Partial<DebugChoices>,
): Promise<{ readonly debugging: Debugging; readonly told: readonly string[] }> {
  const told: string[] = [];
  const tell = (message: string): void => {
    told.push(message);
  };
  const debugging = await createDebugging({
    choices: { ports: [], functions: [], arguments: [], ...choices },
    storage: memoryStorage(),
    clock: systemClock,
    logger: { error: tell, warn: tell, info: tell, debug: tell },
  });
  return { debugging, told };
}

function zip(runtime: string): FunctionPackage & StackFunction['package'] {
  const code = { kind: 'folder', path: '/p', digest: 'd', live: false } as const;
  return { packageType: 'Zip', runtime, handler: 'index.handler', code, layers: [] };
}

function stackOf(logicalId: string): Stack {
  const declared: StackFunction = {
    ...{ logicalId, name: logicalId, package: zip('nodejs22.x'), architecture: 'x86_64', environment: {} },
    ...{ memoryMb: 128, timeoutSeconds: 3, ephemeralStorageMb: 512, description: '', logging: { format: 'Text' } },
  };
  return { name: 'p', file: '/p/template.yaml', functions: [declared], apis: [], notices: [], watched: [] };
}

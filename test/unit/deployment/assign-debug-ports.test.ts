import { describe, expect, it } from '@jest/globals';
import { assignDebugPorts, type DebugPlan } from '../../../src/deployment/assign-debug-ports.js';
import type { StackFunction, StackPackage } from '../../../src/model/index.js';
import type { DebugChoices } from '../../../src/settings/index.js';

describe('debug ports', () => {
  it('one port is for every function that has a debugger; the others are told', () => {
    const { ports, notices } = plan({ ports: [5858] });

    expect([...ports]).toEqual([
      ['One', 5858],
      ['Two', 5858],
    ]);
    expect(notices).toEqual([
      'Function "Rb" runs without a debugger: Hearth knows no debugger for the runtime "ruby3.4".',
      'Function "Custom" runs without a debugger: "provided.al2023" needs a debugger: pass the folder of dlv (or another) with --debugger-path.',
      expect.stringContaining('Function "Image" runs without a debugger: it is a container image'),
    ]);
  });

  it('several ports go to the functions in their order; one too many is told', () => {
    const { ports, notices } = plan({ ports: [5858, 5859, 5860], files: '/debugger', functions: [] });

    expect([...ports]).toEqual([
      ['One', 5858],
      ['Two', 5859],
      ['Custom', 5860],
    ]);
    expect(plan({ ports: [1, 2, 3] }).notices).toContain('Debug port 3 is not used: there is no function for it.');
    expect(notices).not.toContain(expect.stringContaining('is not used'));
  });

  it('a function beyond the ports is told', () => {
    const { ports, notices } = plan({ ports: [5858, 5859], files: '/debugger' });

    expect(ports.has('Custom')).toBe(false);
    expect(notices).toContain(
      'Function "Custom" runs without a debugger: there are 2 debug ports. Pass --debug-function Custom=PORT.',
    );
  });

  it('functions that are named have their own port, or one of the given ports', () => {
    const named = plan({ ports: [5858], functions: [{ name: 'Two', port: 7000 }, { name: 'One' }] });

    expect([...named.ports]).toEqual([
      ['Two', 7000],
      ['One', 5858],
    ]);
    expect(named.notices).toEqual([]);
  });

  it('a port that nobody needs is told', () => {
    expect(plan({ ports: [5858], functions: [{ name: 'Two', port: 7000 }] }).notices).toEqual([
      'Debug port 5858 is not used: there is no function for it.',
    ]);
  });

  it.each([
    [
      { functions: [{ name: 'Tow', port: 1 }] },
      '--debug-function names "Tow", which "/p/template.yaml" does not have.',
    ],
    [{ functions: [{ name: 'One' }] }, 'No debug port for function "One": none was given.'],
    [
      { ports: [1, 2], functions: [{ name: 'One' }, { name: 'Two' }, { name: 'Rb' }] },
      'No debug port for function "Rb": only 2 were given.',
    ],
  ] satisfies [Partial<DebugChoices>, string][])('refuses %j', (choices, message) => {
    expect(() => plan(choices)).toThrow(message);
  });

  it('a name that is known elsewhere is left to that place, with its place in the row of ports', () => {
    const choices = { ports: [1, 2], functions: [{ name: 'made' }, { name: 'Two' }] };

    const { ports } = assignDebugPorts(
      functions,
      { arguments: [], ...choices },
      '/p/template.yaml',
      (name) => name === 'made',
    );

    expect([...ports]).toEqual([['Two', 2]]);
  });

  it('nothing is told where nothing is debugged', () => {
    expect(plan({})).toEqual({ ports: new Map(), notices: [] });
  });
});

const zip = (runtime: string): StackPackage => ({
  packageType: 'Zip',
  runtime,
  handler: 'index.handler',
  code: { kind: 'folder', path: '/p' },
  layers: [],
});

const functions = [
  declared('One', zip('nodejs22.x')),
  declared('Two', zip('python3.11')),
  declared('Rb', zip('ruby3.4')),
  declared('Custom', zip('provided.al2023')),
  declared('Image', { packageType: 'Image', imageUri: 'app:1', overrides: {} }),
];

function declared(logicalId: string, code: StackPackage): StackFunction {
  return {
    logicalId,
    name: logicalId,
    package: code,
    architecture: 'x86_64',
    environment: {},
    memoryMb: 128,
    timeoutSeconds: 3,
    ephemeralStorageMb: 512,
    description: '',
    logging: { format: 'Text' },
  };
}

function plan(choices: Partial<DebugChoices>): DebugPlan {
  return assignDebugPorts(functions, { ports: [], functions: [], arguments: [], ...choices }, '/p/template.yaml');
}

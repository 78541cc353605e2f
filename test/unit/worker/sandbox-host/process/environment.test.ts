import { describe, expect, it } from '@jest/globals';
import type { SandboxSpec } from '../../../../../src/worker/sandbox-host/index.js';
import { onThisMachine, sandboxEnvironment } from '../../../../../src/worker/sandbox-host/process/environment.js';

const place = {
  folder: '/sandboxes/1',
  taskRoot: '/home/me/project',
  optFolder: '/cache/layers',
  runtimeFolder: '/sandboxes/1/runtime',
  temporaryFolder: '/sandboxes/1/tmp',
};

describe('the environment of a sandbox on the process host', () => {
  it("turns AWS's own paths into this machine's", () => {
    const environment = sandboxEnvironment(
      specWith({
        LAMBDA_TASK_ROOT: '/var/task',
        LAMBDA_RUNTIME_DIR: '/var/runtime',
        PATH: '/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
        NODE_PATH: '/opt/nodejs/node20/node_modules:/var/runtime:/var/task',
        AWS_REGION: 'eu-west-1',
      }),
      place,
      '/usr/bin:/bin',
      { NODE_PATH: '/of/the/runtime' },
    );

    expect(environment).toEqual({
      AWS_REGION: 'eu-west-1',
      HOME: '/sandboxes/1/home',
      LAMBDA_RUNTIME_DIR: '/sandboxes/1/runtime',
      LAMBDA_TASK_ROOT: '/home/me/project',
      LANG: 'en_US.UTF-8',
      LD_LIBRARY_PATH: '/home/me/project:/home/me/project/lib:/cache/layers/lib',
      NODE_PATH: '/of/the/runtime',
      PATH: '/usr/bin:/bin:/cache/layers/bin',
      TMPDIR: '/sandboxes/1/tmp',
      TZ: ':UTC',
    });
  });

  it('keeps what the function sets, whatever it looks like', () => {
    const own = { PATH: '/var/task/bin:/usr/bin', NODE_PATH: '/opt/mine', TZ: 'Europe/Berlin', TMPDIR: '/scratch' };

    expect(sandboxEnvironment(specWith(own, own), place, '/usr/bin', {})).toMatchObject(own);
  });

  it.each([
    ['/opt/wrapper', '/cache/layers/wrapper'],
    ['/var/task/bin/wrapper', '/home/me/project/bin/wrapper'],
    ['/optional/wrapper', '/optional/wrapper'],
  ])('finds %s at %s', (onAws, here) => {
    expect(onThisMachine(onAws, place)).toBe(here);
  });
});

function specWith(environment: Record<string, string>, ofFunction: Record<string, string> = {}): SandboxSpec {
  const code = { kind: 'folder', digest: 'd', path: place.taskRoot, live: true } as const;
  return {
    sandboxId: '1',
    function: {
      name: 'fn',
      version: '$LATEST',
      arn: { region: 'us-east-1', account: '000000000000', name: 'fn' },
      package: { packageType: 'Zip', runtime: 'nodejs20.x', handler: 'index.handler', code, layers: [] },
      architecture: 'x86_64',
      environment: ofFunction,
      memoryMb: 128,
      timeoutMs: 3000,
      ephemeralStorageMb: 512,
      logging: { format: 'Text', group: 'group' },
      generation: 'one',
    },
    image: { reference: 'none' },
    architecture: 'x86_64',
    code,
    layers: [],
    environment,
    memoryMb: 128,
    ephemeralStorageMb: 512,
    onOutput: () => undefined,
  };
}

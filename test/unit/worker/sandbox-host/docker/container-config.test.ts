import { describe, expect, it } from '@jest/globals';
import { BootstrapSight } from '../../../../../src/worker/sandbox-host/docker/code/bootstrap-sight.js';
import { InitProcess } from '../../../../../src/worker/sandbox-host/docker/containers/init-process.js';
import { containerName } from '../../../../../src/worker/sandbox-host/docker/containers/container-name.js';
import { cpuShares } from '../../../../../src/worker/sandbox-host/docker/containers/cpu-shares.js';
import { planContainer } from '../../../../../src/worker/sandbox-host/docker/containers/plan-container.js';
import { containerConfig } from '../../../../../src/worker/sandbox-host/docker/containers/container-config.js';
import { signalOfExitCode } from '../../../../../src/worker/sandbox-host/docker/containers/signal-name.js';
import {
  invalidEntrypointOfOutput,
  invalidEntrypointOfStartError,
} from '../../../../../src/worker/sandbox-host/docker/containers/start-error.js';
import type { DeliveredCode } from '../../../../../src/worker/sandbox-host/docker/code/delivered-code.js';
import type { LocalImage } from '../../../../../src/worker/sandbox-host/docker/images/local-image.js';
import { specFor } from '../../../../support/docker/docker-sandbox-spec.js';

const image: LocalImage = {
  id: 'sha256:1',
  reference: 'x:1',
  architecture: 'x86_64',
  entrypoint: ['/entry'],
  command: ['app.handler'],
  environment: [],
  builtByHearth: false,
};
const code = { kind: 'archive', digest: 'd', path: '/d.zip' } as const;
const delivered = (bootstrap: DeliveredCode['bootstrap']): DeliveredCode => ({
  mount: { type: 'volume', source: 'v', readOnly: true },
  bootstrap,
});

describe("a container's name", () => {
  it('speaks of the function and is cut to a host name', () => {
    expect(containerName('Hello', '0123456789abcdef')).toBe('hearth-Hello-01234567');
    expect(containerName('f'.repeat(64), 'abcdef012345')).toHaveLength(62);
    expect(containerName('a b/ü', 'abcdef012345')).toBe('hearth-a_b__-abcdef01');
  });
});

describe('the CPU share', () => {
  it.each([
    [1769, 1024],
    [128, 74],
    [10_240, 5928],
    [1, 2],
  ])('of %d MB is %d', (memoryMb, shares) => {
    expect(cpuShares(memoryMb)).toBe(shares);
  });
});

describe('the plan of a container', () => {
  it("gives a managed runtime's image the handler as its argument", () => {
    const { spec } = specFor({ code, runtime: 'nodejs22.x' });

    const plan = planContainer(spec, image, { code: delivered('absent') });

    expect(plan).toMatchObject({ command: ['index.handler'], mounts: [{ target: '/var/task', readOnly: true }] });
    expect(plan).not.toHaveProperty('entrypoint');
  });

  it("keeps an image's command when only its entry point is replaced, and takes the handler from it", () => {
    const { spec } = specFor({});
    const replaced = { ...spec, image: { reference: 'x:1', entryPoint: ['/other'] } };

    expect(planContainer(replaced, image, {})).toMatchObject({
      entrypoint: ['/other'],
      command: ['app.handler'],
      environment: { _HANDLER: 'app.handler' },
    });
  });

  it.each([
    ['executable', 'absent', '/var/task/bootstrap'],
    ['not-executable', 'executable', '/opt/bootstrap'],
    ['absent', 'executable', '/opt/bootstrap'],
  ] as const)("starts a custom runtime (own %s, layers' %s) from %s", (own, layers, entrypoint) => {
    const { spec } = specFor({ code, runtime: 'provided.al2023' });

    const plan = planContainer(spec, image, { code: delivered(own), layers: delivered(layers) });

    expect(plan.entrypoint).toEqual([entrypoint]);
    expect(plan.invalidEntrypoint).toBeUndefined();
  });
});

describe('the create request', () => {
  const owner = { id: 'o', place: 'p', boot: 'b', pid: 1, processStart: '2' };
  const surroundings = { owner, addHosts: [], dns: [], unlimitedMemory: false, tmpQuota: false, init: true };

  it("lets what is set for the sandbox win over the image's handler", () => {
    const { spec } = specFor({ environment: { _HANDLER: 'set' } });
    const plan = planContainer(spec, image, {});

    expect(containerConfig(spec, plan, surroundings).Env).toEqual(['_HANDLER=set']);
  });

  // SAM CLI, `sam local invoke --no-memory-limit`.
  it('has no limit of memory where the user wants none, and the same share of the CPU', () => {
    const { spec } = specFor({ memoryMb: 256 });
    const config = (unlimitedMemory: boolean) =>
      containerConfig(spec, planContainer(spec, image, {}), { ...surroundings, unlimitedMemory }).HostConfig;

    expect(config(false)).toMatchObject({ Memory: 268_435_456, MemorySwap: 268_435_456 });
    expect(config(true)).not.toHaveProperty('Memory');
    expect(config(true)).not.toHaveProperty('MemorySwap');
    expect(config(true)?.CpuShares).toBe(config(false)?.CpuShares);
  });

  it("holds /tmp to its size by the engine's quota where it has one", () => {
    const { spec } = specFor({ ephemeralStorageMb: 700 });
    const { HostConfig } = containerConfig(spec, planContainer(spec, image, {}), { ...surroundings, tmpQuota: true });

    expect(HostConfig?.Mounts?.[0]).toMatchObject({
      Target: '/tmp',
      VolumeOptions: { DriverConfig: { Name: 'local', Options: { size: '700m' } } },
    });
  });
});

describe("the engine's init", () => {
  it('is asked for until a start shows that it is not there', () => {
    const init = new InitProcess(true);

    expect(init.isMissing(new Error('port is already allocated'))).toBe(false);
    expect(init.there).toBe(true);
    expect(init.isMissing(new Error('exec: "docker-init": executable file not found in $PATH'))).toBe(true);
    expect(init.there).toBe(false);
  });
});

describe('a bootstrap', () => {
  const elf = (machine: number): Buffer =>
    Buffer.from(`\x7fELF${'\0'.repeat(14)}${String.fromCharCode(machine)}\0`, 'latin1');
  it.each([
    ['a script', Buffer.from('#!/bin/sh'), 'no', 'executable'],
    ['a program for the engine', elf(62), 'no', 'executable'],
    ['a program for another processor', elf(183), 'no', 'unknown-format'],
    ['a program that is emulated', elf(183), 'yes', 'executable'],
    ['a text', Buffer.from('echo'), 'yes', 'unknown-format'],
    ['empty', Buffer.alloc(0), 'no', 'unknown-format'],
  ] as const)('that is %s is judged by its first bytes', (_name, head, emulates, state) => {
    const sight = new BootstrapSight({ architecture: 'x86_64', emulates });

    expect(sight.judgeFile(0o755, head)).toBe(state);
    expect(sight.judgeFile(0o644, head)).toBe('not-executable');
  });
});

describe('an exit code', () => {
  it.each([
    [137, 'SIGKILL', 'SIGKILL'],
    [139, 'SIGSEGV', 'SIGSEGV'],
    [134, 'SIGABRT', 'SIGABRT'],
    [143, undefined, 'SIGTERM'],
    [142, undefined, undefined],
    [141, undefined, undefined],
    [1, undefined, undefined],
  ])("of %d is signal %s of a container's first process, %s of an init's child", (exitCode, first, child) => {
    expect(signalOfExitCode(exitCode, false)).toBe(first);
    expect(signalOfExitCode(exitCode, true)).toBe(child);
  });
});

describe('an entry point that cannot run', () => {
  it.each([
    [
      'OCI runtime create failed: unable to start container process: exec: "/main": stat /main: no such file or directory: unknown',
      'fork/exec /main: no such file or directory',
    ],
    [
      'unable to start container process: exec: "/main": permission denied: unknown',
      'fork/exec /main: permission denied',
    ],
    ['exec: "main": executable file not found in $PATH: unknown', 'exec: "main": executable file not found in $PATH'],
    [
      'crun: executable file `/main` not found: No such file or directory',
      'fork/exec /main: no such file or directory',
    ],
    ['Bind for 0.0.0.0:80 failed: port is already allocated', undefined],
  ])('is told in the words of AWS: %s', (message, words) => {
    expect(invalidEntrypointOfStartError(message)).toBe(words);
  });

  it('is recognised by the one line that runc or the init writes in its place, and by nothing else', () => {
    expect(invalidEntrypointOfOutput('exec /main: exec format error\n')).toBe('fork/exec /main: exec format error');
    expect(invalidEntrypointOfOutput('standard_init_linux.go:228: exec user process caused: exec format error\n')).toBe(
      'fork/exec entrypoint: exec format error',
    );
    expect(invalidEntrypointOfOutput('[FATAL tini (7)] exec /x failed: No such file or directory\n')).toBe(
      'fork/exec /x: no such file or directory',
    );
    expect(invalidEntrypointOfOutput('hello\nexec /main: exec format error\n')).toBeUndefined();
  });
});

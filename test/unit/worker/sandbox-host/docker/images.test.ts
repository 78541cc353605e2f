import { describe, expect, it } from '@jest/globals';
import {
  localNameOfEcrImage,
  parseImageReference,
} from '../../../../../src/worker/sandbox-host/docker/images/image-reference.js';
import { judgeArchitecture } from '../../../../../src/worker/sandbox-host/docker/images/judge-architecture.js';
import { PullProgress } from '../../../../../src/worker/sandbox-host/docker/images/pull-progress.js';
import { JsonLines } from '../../../../../src/worker/sandbox-host/docker/engine/json-lines.js';
import type { EngineFacts } from '../../../../../src/worker/sandbox-host/docker/engine/engine.js';
import type { LocalImage } from '../../../../../src/worker/sandbox-host/docker/images/local-image.js';
import { specFor } from '../../../../support/docker/docker-sandbox-spec.js';

describe('a reference to an image', () => {
  it.each([
    ['public.ecr.aws/lambda/nodejs:22', 'public.ecr.aws/lambda/nodejs', '22', 'public.ecr.aws'],
    ['busybox', 'busybox', 'latest', 'docker.io'],
    ['me/app', 'me/app', 'latest', 'docker.io'],
    ['localhost:5000/app', 'localhost:5000/app', 'latest', 'localhost:5000'],
    ['localhost:5000/app:1', 'localhost:5000/app', '1', 'localhost:5000'],
    ['me/app@sha256:abc', 'me/app', 'sha256:abc', 'docker.io'],
  ])('%s is repository %s, tag %s, registry %s', (reference, repository, tag, registry) => {
    expect(parseImageReference(reference)).toEqual({ repository, tag, registry });
  });
});

describe('an image of a private ECR repository', () => {
  it.each([
    ['123456789012.dkr.ecr.us-east-1.amazonaws.com/app:1', 'app:1'],
    ['123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/team/app', 'team/app'],
    ['000000000000.dkr.ecr.us-east-1.localhost.localstack.cloud:4566/app:1', 'app:1'],
    ['123456789012.dkr.ecr.us-east-1.amazonaws.com/app@sha256:abc', undefined],
    ['public.ecr.aws/lambda/nodejs:22', undefined],
  ])('%s may lie here as %s', (reference, name) => {
    expect(localNameOfEcrImage(reference)).toBe(name);
  });
});

describe('the architecture of an image', () => {
  const image = (architecture: LocalImage['architecture']): LocalImage => ({
    id: '1',
    reference: 'x:1',
    architecture,
    entrypoint: [],
    command: [],
    environment: [],
    builtByHearth: false,
  });
  const engine: EngineFacts = {
    version: '20.10',
    apiVersion: 'v1.41',
    product: '',
    operatingSystem: '',
    architecture: 'x86_64',
    rootless: false,
    hasInit: true,
    cgroupVersion: '2',
    rootFolder: '/var/lib/docker',
    cpus: 2,
    memoryBytes: 1,
    emulates: 'no',
  };
  const spec = { ...specFor({ functionName: 'f' }).spec, architecture: 'x86_64' as const };

  it('that the engine cannot run is refused with the remedy', () => {
    const verdict = judgeArchitecture(image('arm64'), spec, engine);

    expect(verdict).toMatchObject({
      able: false,
      reason: 'Image "x:1" is for arm64, but the Docker engine runs x86_64 and has no emulation',
      remedy: expect.stringContaining('"Architectures: [x86_64]"'),
    });
  });

  it('that the engine emulates is told', () => {
    expect(judgeArchitecture(image('arm64'), spec, { ...engine, emulates: 'yes' })).toMatchObject({
      able: true,
      notice: expect.stringContaining('emulated'),
    });
  });

  it('that the function did not ask for is told', () => {
    expect(judgeArchitecture(image('x86_64'), { ...spec, architecture: 'arm64' }, engine)).toMatchObject({
      able: true,
      notice: expect.stringContaining('Function "f" asks for arm64'),
    });
  });

  it('that fits needs no words', () => {
    expect(judgeArchitecture(image('x86_64'), spec, engine)).toEqual({ able: true });
  });
});

describe('the progress of a pull', () => {
  it('adds up the layers whose size is known', () => {
    const progress = new PullProgress();

    progress.add({ id: 'a', status: 'Downloading', progressDetail: { current: 5, total: 10 } });
    progress.add({ id: 'b', status: 'Downloading', progressDetail: { current: 1, total: 20 } });
    progress.add({ id: 'a', status: 'Download complete' });
    const changed = progress.add({ id: 'c', status: 'Already exists' });

    expect([progress.downloadedBytes, progress.totalBytes, changed]).toEqual([11, 30, false]);
  });
});

describe('lines of JSON', () => {
  it('are read wherever the chunks break', () => {
    const bytes = Buffer.from('{"a":"ü"}\n\n{"b":2}\r\n{"half"');
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      const lines = new JsonLines();

      const values = [...lines.values(bytes.subarray(0, cut)), ...lines.values(bytes.subarray(cut))];

      expect(values).toEqual([{ a: 'ü' }, { b: 2 }]);
    }
  });
});

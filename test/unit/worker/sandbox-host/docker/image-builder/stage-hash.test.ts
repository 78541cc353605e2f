import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DockerfileStage } from '../../../../../../src/worker/sandbox-host/docker/image-builder/stage.js';
import { stageHash } from '../../../../../../src/worker/sandbox-host/docker/image-builder/stage-hash.js';

describe('stageHash', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'hearth-stage-hash-'));
    await mkdir(path.join(folder, 'base'));
    await mkdir(path.join(folder, 'top', 'inner'), { recursive: true });
    await writeFile(path.join(folder, 'base', 'Dockerfile'), 'FROM debian');
    await writeFile(path.join(folder, 'top', 'Dockerfile'), 'FROM base');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('is the same for the same files', async () => {
    expect(await stageHash(top(), folder)).toBe(await stageHash(top(), folder));
  });

  it('changes with a file of the stage', async () => {
    const before = await stageHash(top(), folder);
    await writeFile(path.join(folder, 'top', 'Dockerfile'), 'FROM base\nENV A=1');

    expect(await stageHash(top(), folder)).not.toBe(before);
  });

  it('changes with a file of a stage beneath', async () => {
    const before = await stageHash(top(), folder);
    await writeFile(path.join(folder, 'base', 'bootstrap'), '#!/bin/sh');

    expect(await stageHash(top(), folder)).not.toBe(before);
  });

  it('changes with a build argument', async () => {
    expect(await stageHash(top({ MAJOR: '22' }), folder)).not.toBe(await stageHash(top({ MAJOR: '24' }), folder));
  });

  it('leaves out folders inside the folder, which are stages of their own', async () => {
    const before = await stageHash(top(), folder);
    await writeFile(path.join(folder, 'top', 'inner', 'Dockerfile'), 'FROM other');

    expect(await stageHash(top(), folder)).toBe(before);
  });
});

function top(buildArguments: Readonly<Record<string, string>> = {}): DockerfileStage {
  return { ...stage('top'), parents: { BASE: stage('base') }, buildArguments };
}

function stage(name: string): DockerfileStage {
  return { kind: 'dockerfile', name, folder: name, parents: {}, buildArguments: {}, downloads: [] };
}

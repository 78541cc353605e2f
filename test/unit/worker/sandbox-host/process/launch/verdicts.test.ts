import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Runtime, runtimeNamed } from '../../../../../../src/model/index.js';
import { launchersFor } from '../../../../../../src/worker/sandbox-host/process/launch/launchers.js';
import type { HostVerdict } from '../../../../../../src/worker/sandbox-host/index.js';

describe('whether the process host can run a runtime', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'hearth-test-'));
  });
  afterEach(async () => {
    await rm(folder, { recursive: true });
  });

  const verdict = async (id: string): Promise<HostVerdict> => {
    const runtime = runtimeNamed(id) as Runtime;
    const launchers = launchersFor({
      clients: '/clients',
      searchPath: path.join(folder, 'bin'),
      byteCodeFolder: folder,
      mavenRepository: path.join(folder, 'm2'),
    });
    const launcher = launchers[runtime.family];
    if (launcher === undefined) throw new Error(`No launcher for ${id}`);
    return launcher.verdict({ runtime, handler: 'a.b', architecture: 'x86_64' });
  };
  const install = async (name: string, script = '#!/bin/sh\n'): Promise<void> => {
    await mkdir(path.join(folder, 'bin'), { recursive: true });
    await writeFile(path.join(folder, 'bin', name), script);
    await chmod(path.join(folder, 'bin', name), 0o755);
  };

  it.each([
    ['python3.12', 'no Python from 3.8 on was found on PATH for the runtime "python3.12"', 'Install Python 3.12'],
    ['python2.7', 'the runtime "python2.7" needs Python 2', 'Move the function to a python3 runtime.'],
    ['java21', 'no "java" was found on PATH for the runtime "java21"', 'Install a Java runtime'],
    ['ruby3.4', '"ruby" and "aws_lambda_ric" not found on PATH', 'gem install aws_lambda_ric'],
    ['dotnet8', 'no "dotnet" was found on PATH for the runtime "dotnet8"', 'Install the .NET runtime'],
  ])('says for %s what is missing and what to do', async (id, reason, remedy) => {
    expect(await verdict(id)).toEqual({
      able: false,
      reason: expect.stringContaining(reason),
      remedy: expect.stringContaining(remedy),
    });
  });

  it('names the jars of the official Java client that are missing', async () => {
    await install('java');
    const jar = path.join(folder, 'm2/com/amazonaws/aws-lambda-java-core/1.4.0/aws-lambda-java-core-1.4.0.jar');
    await mkdir(path.dirname(jar), { recursive: true });
    await writeFile(jar, '');

    expect(await verdict('java21')).toMatchObject({
      reason: expect.stringContaining('(aws-lambda-java-runtime-interface-client, aws-lambda-java-serialization)'),
      remedy: expect.stringContaining(
        'mvn dependency:get -Dartifact=com.amazonaws:aws-lambda-java-runtime-interface-client:LATEST',
      ),
    });
  });

  it('takes a Python that works, not the shim of one that is not installed', async () => {
    await install('python3.12', '#!/bin/sh\nexit 127\n');
    const shimOnly = await verdict('python3.12');
    await install('python3', `#!/bin/sh\necho '["/usr/bin/python3", "3.11.2", null]'\n`);

    expect(shimOnly.able).toBe(false);
    expect(await verdict('python3.12')).toEqual({ able: true });
  });

  it.each(['nodejs22.x', 'nodejs14.x', 'provided.al2023'])('runs %s with nothing installed', async (id) => {
    expect(await verdict(id)).toMatchObject({ able: true });
  });
});

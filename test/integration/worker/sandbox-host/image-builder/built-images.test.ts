import { execFile } from 'node:child_process';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { connectImageBuilder } from '../../../../../src/worker/sandbox-host/index.js';

const runtimes = ['provided.al2023', 'nodejs22.x', 'nodejs24.x', 'python3.11', 'java17'];
const managed = ['nodejs-22', 'nodejs-24', 'python-3.11', 'java-17'];

describe('built images', () => {
  const imageIds = new Map<string, string>();

  beforeAll(async () => {
    const builder = await connectImageBuilder(process.env as Record<string, string>);
    const built = await builder.build(runtimes, { onProgress: () => undefined, signal: new AbortController().signal });
    for (const image of built) imageIds.set(image.stage, image.id);
  }, 900_000);

  const docker = (stage: string, ...words: string[]): Promise<Ran> => {
    const at = words.indexOf('--');
    const [options, command] = [words.slice(0, at), words.slice(at + 1)];
    const sandbox = ['--rm', '--read-only', '--user', '993:990', '--label', 'dev.lambda-hearth.test=built-images'];
    return run('docker', ['run', ...sandbox, ...options, imageIds.get(stage) ?? stage, ...command]);
  };
  const shell = (stage: string, script: string): Promise<Ran> =>
    docker(stage, '--entrypoint', 'sh', '--', '-c', script);

  it.each(['provided-12', ...managed])('%s asks for the handler and exits with 142 without it', async (stage) => {
    const { exitCode, stderr } = await docker(stage, '--');

    expect(exitCode).toBe(142);
    expect(stderr).toBe('entrypoint requires the handler name to be the first argument\n');
  });

  it.each(managed)(
    '%s says that nothing serves the Runtime API when there is no address and no emulator',
    async (stage) => {
      const { exitCode, stderr } = await docker(stage, '--', 'index.handler');

      expect(exitCode).toBe(127);
      expect(stderr).toContain('AWS_LAMBDA_RUNTIME_API is not set');
    },
  );

  it.each(managed)('%s exits with 127 when the exec wrapper does not exist', async (stage) => {
    const { exitCode, stderr } = await docker(stage, ...wrappedBy('/opt/nowhere'), '--', 'index.handler');

    expect(exitCode).toBe(127);
    expect(stderr).toBe('/opt/nowhere: does not exist\n');
  });

  it.each(managed)('%s exits with 126 when the exec wrapper is not executable', async (stage) => {
    const { exitCode, stderr } = await docker(stage, ...wrappedBy('/etc/passwd'), '--', 'index.handler');

    expect(exitCode).toBe(126);
    expect(stderr).toBe('/etc/passwd: is not an executable\n');
  });

  it.each(managed)('%s hands its interpreter and arguments to the exec wrapper', async (stage) => {
    const { exitCode, stdout } = await docker(stage, ...wrappedBy('/usr/bin/echo'), '--', 'index.handler');

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^\/var\/lang\/bin\//);
  });

  it.each(['provided-12', ...managed])(
    '%s runs as the sandbox user in /var/task with a writable-by-all /tmp',
    async (stage) => {
      const { stdout } = await shell(
        stage,
        'id -un; id -u; id -g; pwd; stat -c %a /tmp; stat -c "%U %a" /var/task /opt',
      );

      expect(stdout.trim().split('\n')).toEqual([
        'sbx_user1051',
        '993',
        '990',
        '/var/task',
        '1777',
        'root 755',
        'root 755',
      ]);
    },
  );

  it.each(['provided-12', ...managed])('%s carries the environment of the official images', async (stage) => {
    const { stdout } = await shell(stage, 'env');

    expect(stdout.split('\n')).toEqual(
      expect.arrayContaining([
        'LANG=en_US.UTF-8',
        'TZ=:UTC',
        'LAMBDA_TASK_ROOT=/var/task',
        'LAMBDA_RUNTIME_DIR=/var/runtime',
        'PATH=/var/lang/bin:/usr/local/bin:/usr/bin/:/bin:/opt/bin',
        'LD_LIBRARY_PATH=/var/lang/lib:/lib64:/usr/lib64:/var/runtime:/var/runtime/lib:/var/task:/var/task/lib:/opt/lib',
      ]),
    );
  });

  it.each([
    ['nodejs-22', 'node --version', /^v22\./],
    ['nodejs-24', 'node --version', /^v24\./],
    ['nodejs-22', 'npm --version', /^10\./],
    ['python-3.11', 'python3.11 --version', /^Python 3\.11\./],
    ['python-3.11', 'PYTHONPATH=/var/runtime python3 -c "import boto3; print(boto3.__name__)"', /^boto3$/m],
    ['java-17', 'java -version 2>&1', /^openjdk version "17\./],
    ['provided-12', 'bash --version; curl --version; grep --version; sed --version', /^curl /m],
  ])('%s: %s', async (stage, command, answer) => {
    const { exitCode, stdout } = await shell(stage, command);

    expect(exitCode).toBe(0);
    expect(stdout).toMatch(answer);
  });
});

function wrappedBy(wrapper: string): string[] {
  return ['--env', 'AWS_LAMBDA_RUNTIME_API=127.0.0.1:9', '--env', `AWS_LAMBDA_EXEC_WRAPPER=${wrapper}`];
}

interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(command: string, parameters: readonly string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(command, parameters, { timeout: 30_000 }, (error, stdout, stderr) => {
      resolve({ exitCode: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
  });
}

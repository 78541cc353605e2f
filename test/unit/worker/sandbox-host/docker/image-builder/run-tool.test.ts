import { describe, expect, it } from '@jest/globals';
import { PlatformError, UserError } from '../../../../../../src/base/index.js';
import { runTool, type ToolRun } from '../../../../../../src/worker/sandbox-host/docker/image-builder/run-tool.js';

describe('runTool', () => {
  it('answers what the program writes to its standard output', async () => {
    await expect(runTool(shell('echo out; echo err >&2'))).resolves.toBe('out\n');
  });

  it('names a program that is not there and says what to do', async () => {
    const missing = runTool({ ...shell(''), command: 'no-such-program-here' });

    await expect(missing).rejects.toThrow(UserError);
    await expect(missing).rejects.toThrow(
      '"no-such-program-here" is needed to build images and was not found. Install it.',
    );
  });

  it('tells the last words of a program that fails', async () => {
    const failing = runTool(shell('seq 1 100; echo "the mirror is gone" >&2; exit 4'));

    await expect(failing).rejects.toThrow(PlatformError);
    await expect(failing).rejects.toThrow(/"sh" failed with status 4:\n72\n[^]*the mirror is gone$/);
  });

  it('ends the program and all that it has started when the signal says so', async () => {
    const stop = new AbortController();
    const running = runTool({ ...shell('sleep 60; echo over'), signal: stop.signal });

    stop.abort();

    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });
});

function shell(script: string): ToolRun {
  return {
    command: 'sh',
    parameters: ['-c', script],
    workingDirectory: '/',
    remedy: 'Install it.',
    signal: new AbortController().signal,
  };
}

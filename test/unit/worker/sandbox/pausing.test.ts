import { afterEach, expect, it } from '@jest/globals';
import { deferred, PlatformError } from '../../../../src/base/index.js';
import type { RuntimeScript } from '../../../support/fake-sandbox-host.js';
import { invocation } from '../../../support/function-version.js';
import { idle, nextIdle, type ScriptedSandbox, startScriptedSandbox } from '../../../support/scripted-sandbox.js';

const echo: RuntimeScript = async (runtime) => {
  for (;;) {
    const event = await runtime.next();
    await runtime.respond(event.requestId, event.body);
  }
};

let scripted: ScriptedSandbox | undefined;

afterEach(async () => {
  await scripted?.sandbox.stop('test over', 0);
});

async function idleSandbox(): Promise<ScriptedSandbox> {
  scripted = await startScriptedSandbox(echo);
  await idle(scripted.sandbox);
  return scripted;
}

it('resumes a paused sandbox before its invocation begins', async () => {
  const { sandbox, hosted } = await idleSandbox();
  await sandbox.pause();
  expect(sandbox.paused).toBe(true);

  const { outcome } = await sandbox.invoke(invocation());

  expect(outcome.outcome).toBe('success');
  expect(sandbox.paused).toBe(false);
  expect(hosted.freezes).toEqual(['pause', 'resume']);
});

it('lets a pause that is under way end before it resumes', async () => {
  const { sandbox, hosted } = await idleSandbox();
  const gate = deferred<void>();
  hosted.beforeFreeze = () => gate.promise;
  const pause = sandbox.pause();
  const result = sandbox.invoke(invocation());

  gate.resolve();

  expect((await result).outcome.outcome).toBe('success');
  await pause;
  expect(hosted.freezes).toEqual(['pause', 'resume']);
});

it('asks its host for nothing while it is not paused', async () => {
  const { sandbox, hosted } = await idleSandbox();
  const back = nextIdle(sandbox);
  await sandbox.invoke(invocation());
  await back;

  await sandbox.pause();
  await sandbox.pause();

  expect(hosted.freezes).toEqual(['pause']);
});

it('does not pause while an invocation runs', async () => {
  const { sandbox, hosted } = await idleSandbox();
  const result = sandbox.invoke(invocation());

  await sandbox.pause();

  await result;
  expect(hosted.freezes).toEqual([]);
});

it('does not count the time of resuming as the function’s', async () => {
  const { sandbox, hosted, clock, lines } = await idleSandbox();
  await sandbox.pause();
  const gate = deferred<void>();
  hosted.beforeFreeze = () => gate.promise;
  const result = sandbox.invoke(invocation());
  clock.advance(60_000);

  const back = nextIdle(sandbox);
  gate.resolve();
  const { outcome, logTail } = await result;
  await back;
  clock.advance(1000);
  await logTail();

  expect(outcome.outcome).toBe('success');
  expect(lines.join()).toContain('Duration: 0.00 ms');
});

it('is lost when its host cannot resume it, and its caller may try another', async () => {
  const { sandbox, hosted } = await idleSandbox();
  await sandbox.pause();
  hosted.beforeFreeze = () => Promise.reject(new Error('no such container'));

  await expect(sandbox.invoke(invocation())).rejects.toThrow(PlatformError);

  expect(sandbox.state).toBe('stopped');
  expect(hosted.isRemoved).toBe(true);
});

it('stops while it is paused', async () => {
  const { sandbox, hosted } = await idleSandbox();
  await sandbox.pause();

  await sandbox.stop('test', 0);

  expect(sandbox.state).toBe('stopped');
  expect(hosted.isRemoved).toBe(true);
});

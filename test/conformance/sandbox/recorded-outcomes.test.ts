import { afterEach, describe, expect, it } from '@jest/globals';
import { deferred } from '../../../src/base/index.js';
import type { FunctionVersion } from '../../../src/model/index.js';
import type { RuntimeScript } from '../../support/fake-sandbox-host.js';
import { invocation } from '../../support/function-version.js';
import { recordingOf, RecordingMatcher } from '../../support/recordings.js';
import { idle, type ScriptedSandbox, startScriptedSandbox } from '../../support/scripted-sandbox.js';

/** Recorded: test_lambda.json. What a function's failure looks like to its caller, and what its log looks like. */
describe('outcomes recorded on AWS', () => {
  const started: ScriptedSandbox[] = [];

  afterEach(async () => {
    for (const { sandbox } of started.splice(0)) await sandbox.stop('test over', 0);
  });

  async function start(script: RuntimeScript, overrides: Partial<FunctionVersion> = {}): Promise<ScriptedSandbox> {
    const scripted = await startScriptedSandbox(script, overrides);
    started.push(scripted);
    await idle(scripted.sandbox);
    return scripted;
  }

  it('a timeout (test_lambda_invoke_with_timeout)', async () => {
    const seen = deferred<void>();
    const { sandbox, clock } = await start(
      async (runtime) => {
        await runtime.next();
        seen.resolve();
      },
      { timeoutMs: 1000 },
    );
    const running = sandbox.invoke(invocation());
    await seen.promise;
    clock.advance(1000);

    expectPayload('TestLambdaBehavior::test_lambda_invoke_with_timeout', 'invoke-result', (await running).outcome);
  });

  it('an exit in the handler (test_lambda_handler_exit)', async () => {
    const { sandbox } = await start(async (runtime, place) => {
      await runtime.next();
      place.exit({ exitCode: 0, outOfMemory: false });
    });

    const { outcome } = await sandbox.invoke(invocation());

    expectPayload('TestLambdaErrors::test_lambda_handler_exit', 'invocation_error', outcome);
  });

  it('an exit in INIT (test_lambda_runtime_exit)', async () => {
    const { sandbox } = await start(async (runtime, place) => {
      await runtime.request('GET', '/2018-06-01/ping');
      place.exit({ exitCode: 0, outOfMemory: false });
    });

    const { outcome } = await sandbox.invoke(invocation());

    expectPayload('TestLambdaErrors::test_lambda_runtime_exit', 'invocation_error', outcome);
  });

  it('a response that is too large (test_lambda_too_large_response)', async () => {
    const { sandbox } = await start(async (runtime) => {
      const { requestId } = await runtime.next();
      await runtime.respond(requestId, Buffer.alloc(7_000_000, 'x'));
    });

    const { outcome } = await sandbox.invoke(invocation());

    expectPayload('TestLambdaBaseFeatures::test_lambda_too_large_response', 'invoke_result', outcome);
  });

  it('the log of an invocation (test_invocation_with_logs[nodejs16.x])', async () => {
    const { requestId } = invocation();
    const { sandbox, clock } = await start(async (runtime, place) => {
      await runtime.next();
      place.print(`2026-01-01T00:00:00.000Z\t${requestId}\tINFO\t{}\n`);
      await runtime.respond(requestId, '{}');
      await runtime.next();
    });
    const { logTail } = await sandbox.invoke(invocation());
    await idle(sandbox);
    clock.advance(25);

    const lines = (await logTail()).toString().split(/(?<=\n)/);

    const recording = recordingOf('test_lambda', 'TestLambdaFeatures::test_invocation_with_logs[nodejs16.x]');
    const { logs } = recording['logs'] as { readonly logs: readonly string[] };
    expect(lines.map((line) => placeholders(line, requestId))).toEqual(logs);
  });
});

function expectPayload(test: string, step: string, outcome: { readonly payload: Buffer }): void {
  const recording = recordingOf('test_lambda', test)[step] as { readonly Payload: unknown };
  const payload: unknown = JSON.parse(outcome.payload.toString());
  const { requestId } = invocation();
  const matcher = new RecordingMatcher(
    { Payload: recording.Payload },
    { '<uuid>': requestId, '<timeout_error_msg>': requestId },
  );
  matcher.expectStep('Payload', payload);
}

function placeholders(line: string, requestId: string): string {
  return line
    .replaceAll(requestId, '<request-id>')
    .replace(/^\S+Z\t/, 'date\t')
    .replace(/Duration: [\d.]+ ms/g, 'Duration: <duration> ms')
    .replace(/Max Memory Used: \d+ MB/, 'Max Memory Used: <memory> MB');
}

import { afterEach, describe, expect, it } from '@jest/globals';
import { deferred, PlatformError } from '../../../../src/base/index.js';
import type { FunctionVersion } from '../../../../src/model/index.js';
import type { Sandbox } from '../../../../src/worker/sandbox/index.js';
import { FakeSandboxHost, type RuntimeScript } from '../../../support/fake-sandbox-host.js';
import { invocation } from '../../../support/function-version.js';
import { ScriptedRuntime } from '../../../support/scripted-runtime.js';
import { idle, nextIdle, type ScriptedSandbox, startScriptedSandbox } from '../../../support/scripted-sandbox.js';

const echo: RuntimeScript = async (runtime) => {
  for (;;) {
    const event = await runtime.next();
    await runtime.respond(event.requestId, event.body);
  }
};

describe('a sandbox', () => {
  const started: Sandbox[] = [];

  afterEach(async () => {
    for (const sandbox of started.splice(0)) await sandbox.stop('test over', 0);
  });

  async function start(script: RuntimeScript, overrides: Partial<FunctionVersion> = {}): Promise<ScriptedSandbox> {
    const scripted = await startScriptedSandbox(script, overrides);
    started.push(scripted.sandbox);
    return scripted;
  }

  it('starts in INIT and becomes idle when the runtime asks for its first event', async () => {
    const { sandbox } = await start(echo);

    expect(sandbox.state).toBe('starting');
    await idle(sandbox);
    expect(sandbox.state).toBe('idle');
  });

  it('answers an invocation with the payload of the runtime', async () => {
    const { sandbox } = await start(echo);
    await idle(sandbox);

    const result = await sandbox.invoke(invocation());

    expect(result.outcome).toMatchObject({ outcome: 'success', streamed: false });
    expect(result.outcome.payload.toString()).toBe('{"a":1}');
  });

  it('refuses a second invocation while busy', async () => {
    const { sandbox } = await start(echo);
    await idle(sandbox);
    const first = sandbox.invoke(invocation());

    expect(() => sandbox.invoke(invocation())).toThrow('Illegal move of a sandbox: "busy" to "busy".');

    await first;
  });

  it('is idle only when the runtime comes back for the next event', async () => {
    const comeBack = deferred<void>();
    const { sandbox } = await start(async (runtime) => {
      const event = await runtime.next();
      await runtime.respond(event.requestId, 'null');
      await comeBack.promise;
      await runtime.next();
    });
    await idle(sandbox);
    await sandbox.invoke(invocation());

    expect(sandbox.state).toBe('busy');
    comeBack.resolve();
    await idle(sandbox);
    expect(sandbox.state).toBe('idle');
  });

  it('ends an invocation at the deadline and starts the runtime anew in the same place for the next one', async () => {
    const seen = deferred<void>();
    const { sandbox, hosted, clock, lines } = await start(async (runtime, _sandbox, run) => {
      if (run > 1) return echo(runtime, _sandbox, run);
      await runtime.next();
      seen.resolve();
    });
    await idle(sandbox);
    const running = sandbox.invoke(invocation());
    await seen.promise;

    clock.advance(3000);
    const result = await running;
    await idle(sandbox);
    const next = await sandbox.invoke(invocation({ requestId: '22222222-2222-4222-8222-222222222222' }));

    expect(result.outcome.payload.toString()).toBe(
      '{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: 11111111-1111-4111-8111-111111111111 Error: Task timed out after 3.00 seconds"}',
    );
    expect(next.outcome.outcome).toBe('success');
    expect(hosted.runs).toBe(2);
    expect(lines).toContain(
      'REPORT RequestId: 11111111-1111-4111-8111-111111111111\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 42 MB\tInit Duration: 0.00 ms\tStatus: timeout',
    );
  });

  it.each([
    [{ exitCode: 0, outOfMemory: false }, 'Runtime.ExitError', 'Runtime exited without providing a reason'],
    [{ exitCode: 7, outOfMemory: false }, 'Runtime.ExitError', 'Runtime exited with error: exit status 7'],
    [{ signal: 'SIGKILL', outOfMemory: false }, 'Runtime.ExitError', 'Runtime exited with error: signal: killed'],
    [
      { signal: 'SIGSEGV', outOfMemory: false },
      'Runtime.ExitError',
      'Runtime exited with error: signal: segmentation fault (core dumped)',
    ],
    [{ exitCode: 137, outOfMemory: true }, 'Runtime.OutOfMemory', 'Runtime exited with error: signal: killed'],
    [
      {
        outOfMemory: false,
        invalidEntrypoint: "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
      },
      'Runtime.InvalidEntrypoint',
      "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
    ],
  ])('answers the exit %j as %s', async (exit, errorType, message) => {
    const { sandbox, hosted } = await start(async (runtime) => {
      await runtime.next();
      hosted.exit(exit);
    });
    await idle(sandbox);

    const { outcome } = await sandbox.invoke(invocation());

    expect(outcome).toMatchObject({ outcome: 'function-error', errorType });
    expect(JSON.parse(outcome.payload.toString())).toEqual({
      errorType,
      errorMessage: `RequestId: 11111111-1111-4111-8111-111111111111 Error: ${message}`,
    });
    expect(sandbox.state).toBe('idle');
  });

  it('keeps a posted error when the runtime exits right after it', async () => {
    const { sandbox, hosted } = await start(async (runtime) => {
      const event = await runtime.next();
      await runtime.fail(event.requestId, '{"errorMessage":"no","errorType":"Custom"}');
      hosted.exit({ exitCode: 1, outOfMemory: false });
    });
    await idle(sandbox);

    const { outcome } = await sandbox.invoke(invocation());
    await idle(sandbox);

    expect(outcome.payload.toString()).toBe('{"errorMessage":"no","errorType":"Custom"}');
    expect(hosted.runs).toBe(1);
  });

  it('runs INIT again inside the first invocation when it took longer than 10 seconds, under the function timeout', async () => {
    const { sandbox, hosted, clock, lines } = await start(async (runtime, _sandbox, run) => {
      if (run === 2) await echo(runtime, _sandbox, run);
    });
    await settled();
    clock.advance(10_000);
    await idle(sandbox);

    const { outcome } = await sandbox.invoke(invocation());

    expect(lines).toContain('INIT_REPORT Init Duration: 10000.00 ms\tPhase: init\tStatus: timeout');
    expect(outcome.outcome).toBe('success');
    expect(hosted.runs).toBe(2);
  });

  it('has no time limits in a debugger, neither in INIT nor in an invocation, and its deadline is far ahead', async () => {
    const debug = { port: 5858, arguments: [] };
    const attached = deferred<void>();
    const continued = deferred<void>();
    let deadlineMs = 0;
    const script: RuntimeScript = async (runtime) => {
      await attached.promise;
      const event = await runtime.next();
      deadlineMs = Number(event.headers['lambda-runtime-deadline-ms']);
      await continued.promise;
      await runtime.respond(event.requestId, '"done"');
      await runtime.next();
    };
    const { sandbox, clock } = await start(script, { debug, timeoutMs: 3000 });
    await settled();
    clock.advance(3_600_000);
    attached.resolve();
    await idle(sandbox);
    const invokedAt = clock.now();
    const answer = sandbox.invoke(invocation());
    await until(() => deadlineMs > 0);
    clock.advance(3_600_000);
    continued.resolve();

    const { outcome } = await answer;

    expect(outcome.payload.toString()).toBe('"done"');
    expect(deadlineMs - invokedAt).toBeGreaterThan(7 * 24 * 3_600_000);
  });

  it('answers an init error verbatim when INIT fails again inside the invocation', async () => {
    const body = '{"errorType":"Runtime.ImportModuleError","errorMessage":"no such module","trace":[]}';
    const { sandbox, hosted, lines } = await start(async (runtime) => {
      await runtime.initError(body);
      hosted.exit({ exitCode: 1, outOfMemory: false });
    });
    await idle(sandbox);

    const { outcome, logTail } = await sandbox.invoke(invocation());
    await idle(sandbox);
    await sandbox.stop('read the log', 0);

    expect(outcome).toMatchObject({ outcome: 'function-error', errorType: 'Runtime.ImportModuleError' });
    expect(outcome.payload.toString()).toBe(body);
    expect(hosted.runs).toBe(2);
    expect(lines).toContainEqual(
      expect.stringMatching(
        /^INIT_REPORT Init Duration: \d+\.\d\d ms\tPhase: init\tStatus: error\tError Type: Runtime\.ImportModuleError$/,
      ),
    );
    expect((await logTail()).toString()).toMatch(/\tStatus: error\tError Type: Runtime\.ImportModuleError\n$/);
  });

  it('answers Runtime.ExitError when the runtime exits in INIT with nothing posted', async () => {
    const { sandbox, hosted } = await start(async (_runtime, place) => {
      await settled();
      place.exit({ exitCode: 3, outOfMemory: false });
    });
    await idle(sandbox);

    const { outcome } = await sandbox.invoke(invocation());

    expect(outcome).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(hosted.runs).toBe(2);
  });

  it('starts the runtime anew after it died between two invocations', async () => {
    const { sandbox, hosted } = await start(echo);
    await idle(sandbox);
    await sandbox.invoke(invocation());
    await idle(sandbox);

    hosted.exit({ exitCode: 1, outOfMemory: false });
    const { outcome } = await sandbox.invoke(invocation());

    expect(outcome.outcome).toBe('success');
    expect(hosted.runs).toBe(2);
  });

  it('has its host look after a runtime whose connection closes in mid-invocation', async () => {
    const { sandbox, hosted, clock } = await start(
      async (runtime) => {
        await runtime.next();
        runtime.die();
      },
      { timeoutMs: 900_000 },
    );
    await idle(sandbox);
    const running = sandbox.invoke(invocation());

    await until(() => {
      clock.advance(100);
      return hosted.checks > 0;
    });
    hosted.exit({ signal: 'SIGKILL', outOfMemory: false });

    expect((await running).outcome).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(hosted.checks).toBe(1);
  });

  it('leaves a runtime alone that connects anew for each request', async () => {
    const { sandbox, hosted, clock } = await start(async ({ address }) => {
      const runtime = new ScriptedRuntime(address, { newConnectionPerRequest: true });
      for (;;) {
        const event = await runtime.next();
        await runtime.respond(event.requestId, event.body);
      }
    });
    await idle(sandbox);

    const { outcome } = await sandbox.invoke(invocation());
    clock.advance(2000);

    expect([outcome.outcome, hosted.checks]).toEqual(['success', 0]);
  });

  it('is not lent while the connection on which its runtime waited is closed', async () => {
    const { sandbox, hosted, clock } = await start(echo);
    await idle(sandbox);
    const back = nextIdle(sandbox);

    hosted.dropConnections();
    await until(() => sandbox.state === 'busy');
    clock.advance(1000);
    await back;

    expect(hosted.kills).toBe(1);
    expect(sandbox.state).toBe('idle');
  });

  it('refuses what the runtime of a timed-out invocation still posts, also for the same request id', async () => {
    const seen = deferred<ScriptedRuntime>();
    const late = deferred<void>();
    const { sandbox, clock } = await start(async (runtime, _sandbox, run) => {
      const event = await runtime.next();
      if (run === 1) {
        seen.resolve(runtime);
        return;
      }
      await late.promise;
      await runtime.respond(event.requestId, '"from the new one"');
    });
    await idle(sandbox);
    const running = sandbox.invoke(invocation());
    const old = await seen.promise;
    clock.advance(3000);
    await running;
    const reply = await old.respond(invocation().requestId, '"late"');

    await idle(sandbox);
    const retry = sandbox.invoke(invocation());
    late.resolve();

    expect(reply).toMatchObject({
      status: 400,
      body: '{"errorMessage":"Invalid request ID","errorType":"InvalidRequestID"}\n',
    });
    expect((await retry).outcome.payload.toString()).toBe('"from the new one"');
  });

  it('ends the running invocation as killed and stops when its place is lost', async () => {
    const seen = deferred<void>();
    const { sandbox, hosted } = await start(async (runtime) => {
      await runtime.next();
      seen.resolve();
    });
    await idle(sandbox);
    const stopped = deferred<string>();
    sandbox.onStopped((reason) => stopped.resolve(reason));
    const running = sandbox.invoke(invocation());
    await seen.promise;

    hosted.loseIt('container removed');

    expect((await running).outcome.payload.toString()).toContain('Runtime exited with error: signal: killed');
    expect(await stopped.promise).toBe('container removed');
    expect(sandbox.state).toBe('stopped');
    await hosted.removed.promise;
  });

  it('rejects with a PlatformError when the place is lost before the event was delivered', async () => {
    const { sandbox, hosted } = await start(async (_runtime, place, run) => {
      await settled();
      if (run === 1) place.exit({ exitCode: 1, outOfMemory: false });
    });
    await idle(sandbox);
    const running = sandbox.invoke(invocation());

    hosted.loseIt('container removed');

    await expect(running).rejects.toThrow(PlatformError);
  });

  it('is stopped with its failure when the host cannot start the runtime', async () => {
    const { sandbox, hosted } = await start(async (_runtime, place) => {
      await settled();
      place.startFailure = new Error('no such engine');
      place.exit({ exitCode: 1, outOfMemory: false });
    });
    await idle(sandbox);

    await expect(sandbox.invoke(invocation())).rejects.toThrow('The runtime could not be started.');

    expect(sandbox.state).toBe('stopped');
    expect(sandbox.failure?.message).toContain('no such engine');
    await hosted.removed.promise;
  });

  it('says that the address by which sandboxes reach Hearth is gone', async () => {
    const host = new FakeSandboxHost(echo);
    host.route = () =>
      Promise.resolve({ bindAddress: '192.0.2.1', sandboxFacingHost: '192.0.2.1', sandboxesHaveAddresses: false });

    await expect(startScriptedSandbox(echo, {}, host)).rejects.toThrow(
      /^Hearth cannot listen on "192\.0\.2\.1", where its sandboxes call it: .*network removed\?/,
    );
  });

  it('resets a runtime that answers and never polls again at the deadline, and the answer stands', async () => {
    const { sandbox, hosted, clock } = await start(async (runtime) => {
      const event = await runtime.next();
      await runtime.respond(event.requestId, '"done"');
    });
    await idle(sandbox);
    const { outcome } = await sandbox.invoke(invocation());
    const back = nextIdle(sandbox);

    clock.advance(3000);
    await back;

    expect(outcome.payload.toString()).toBe('"done"');
    expect(hosted.kills).toBe(1);
  });

  it('gives a running invocation the grace it is stopped with, then kills it', async () => {
    const seen = deferred<void>();
    const { sandbox, hosted, clock } = await start(async (runtime) => {
      await runtime.next();
      seen.resolve();
    });
    await idle(sandbox);
    const running = sandbox.invoke(invocation());
    await seen.promise;

    const stopping = sandbox.stop('shutdown', 2000);
    expect(sandbox.state).toBe('stopping');
    clock.advance(2000);
    await stopping;

    expect((await running).outcome).toMatchObject({ errorType: 'Runtime.ExitError' });
    expect(hosted.isRemoved).toBe(true);
    expect(sandbox.state).toBe('stopped');
  });

  it('lets a running invocation finish when it is stopped, and removes its place after that', async () => {
    const answer = deferred<void>();
    const { sandbox, hosted } = await start(async (runtime) => {
      const event = await runtime.next();
      await answer.promise;
      await runtime.respond(event.requestId, '"done"');
      await runtime.next();
    });
    await idle(sandbox);
    const running = sandbox.invoke(invocation());
    const stopping = sandbox.stop('shutdown', 2000);

    answer.resolve();
    await stopping;

    expect((await running).outcome.payload.toString()).toBe('"done"');
    expect(hosted.isRemoved).toBe(true);
  });

  it('answers the tail of the log from START to REPORT', async () => {
    const { sandbox, hosted, clock } = await start(async (runtime) => {
      const event = await runtime.next();
      hosted.print('hello\n');
      await runtime.respond(event.requestId, 'null');
      await runtime.next();
    });
    await idle(sandbox);
    const { logTail } = await sandbox.invoke(invocation());
    await idle(sandbox);
    const tail = logTail();

    clock.advance(25);

    expect((await tail).toString()).toBe(
      [
        'START RequestId: 11111111-1111-4111-8111-111111111111 Version: $LATEST',
        'hello',
        'END RequestId: 11111111-1111-4111-8111-111111111111',
        'REPORT RequestId: 11111111-1111-4111-8111-111111111111\tDuration: 0.00 ms\tBilled Duration: 0 ms\tMemory Size: 128 MB\tMax Memory Used: 42 MB\tInit Duration: 0.00 ms\t\n',
      ].join('\n'),
    );
  });

  it('reports the memory of a first invocation that crashes as it was at its beginning', async () => {
    const { sandbox, hosted, clock } = await start(async (runtime) => {
      await runtime.next();
      hosted.memoryUsedMb = undefined;
      hosted.exit({ exitCode: 1, outOfMemory: false });
    });
    await idle(sandbox);

    const { logTail } = await sandbox.invoke(invocation());

    const tail = logTail();
    clock.advance(25);

    expect((await tail).toString()).toContain('Max Memory Used: 42 MB');
  });

  it('hands a streamed response to the sink and names a mid-stream error', async () => {
    const { sandbox } = await start(async (runtime) => {
      const event = await runtime.next();
      await runtime.stream(
        event.requestId,
        {
          'Transfer-Encoding': 'chunked',
          'Lambda-Runtime-Function-Response-Mode': 'streaming',
          Trailer: ['Lambda-Runtime-Function-Error-Type', 'Lambda-Runtime-Function-Error-Body'],
        },
        (request) => {
          request.write('part');
          request.addTrailers({
            'Lambda-Runtime-Function-Error-Type': 'Error',
            'Lambda-Runtime-Function-Error-Body': Buffer.from('{"errorType":"Error"}').toString('base64'),
          });
          request.end();
        },
      );
    });
    await idle(sandbox);
    const chunks: string[] = [];

    const { outcome } = await sandbox.invoke(invocation(), {
      begin: ({ contentType }) => void chunks.push(contentType),
      write: (chunk) => {
        chunks.push(chunk.toString());
        return undefined;
      },
    });

    expect(chunks).toEqual(['application/octet-stream', 'part']);
    expect(outcome).toMatchObject({ outcome: 'function-error', errorType: 'Error', streamed: true });
  });
});

/** Lets promises that are already settled run their course. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

async function until(condition: () => boolean): Promise<void> {
  for (let turn = 0; !condition(); turn += 1) {
    if (turn > 10_000) throw new Error('The condition never came true.');
    await settled();
  }
}

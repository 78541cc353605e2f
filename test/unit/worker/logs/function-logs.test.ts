import { describe, expect, it } from '@jest/globals';
import { deferred, ManualClock, silentLogger } from '../../../../src/base/index.js';
import type { FunctionVersion } from '../../../../src/model/index.js';
import { createFunctionLogs, type LogLine, type SandboxLog } from '../../../../src/worker/logs/index.js';
import { functionVersion } from '../../../support/function-version.js';

const id = 'a1';
const untraced = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0';

describe('the log of a function', () => {
  function open(overrides: Partial<FunctionVersion> = {}): {
    clock: ManualClock;
    log: SandboxLog;
    lines: LogLine[];
    texts: () => string[];
  } {
    const clock = new ManualClock(Date.UTC(2026, 0, 31, 12));
    const logs = createFunctionLogs({ clock, logger: silentLogger });
    const lines: LogLine[] = [];
    logs.addDestination({
      write: (line) => {
        lines.push(line);
        return undefined;
      },
    });
    const log = logs.openStream(functionVersion(overrides), {
      id: 'ab'.repeat(16),
      initializationType: 'on-demand',
    });
    return { clock, log, lines, texts: () => lines.map(({ text }) => text) };
  }

  it('names its streams as AWS does', () => {
    const { log } = open();

    expect(log.group).toBe('/aws/lambda/echo');
    expect(log.stream).toBe(`2026/01/31/[$LATEST]${'ab'.repeat(16)}`);
  });

  it('frames an invocation with START, END and REPORT', async () => {
    const { clock, log, texts } = open();
    log.initStart('init');
    const invocation = log.startInvocation(id, untraced);
    void log.output('stdout', Buffer.from('hello\n'));

    invocation.end({
      status: 'success',
      durationMs: 1.523,
      initDurationMs: 113.1,
      maxMemoryUsedMb: () => Promise.resolve(35),
    });
    clock.advance(25);
    await invocation.tail();

    expect(texts().slice(1)).toEqual([
      'START RequestId: a1 Version: $LATEST',
      'hello',
      'END RequestId: a1',
      'REPORT RequestId: a1\tDuration: 1.52 ms\tBilled Duration: 115 ms\tMemory Size: 128 MB\tMax Memory Used: 35 MB\tInit Duration: 113.10 ms\t',
    ]);
    expect(texts()[0]).toMatch(
      /^INIT_START Runtime Version: nodejs:22\tRuntime Version ARN: arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/,
    );
  });

  it('waits for late output before END, and not for ever', async () => {
    const { clock, log, texts } = open();
    const invocation = log.startInvocation(id, untraced);
    invocation.end({ status: 'success', durationMs: 1, maxMemoryUsedMb: () => Promise.resolve(1) });
    await Promise.resolve();

    clock.advance(20);
    void log.output('stdout', Buffer.from('late\n'));
    clock.advance(20);

    expect(texts().slice(1)).toEqual(['late']);
    clock.advance(5);
    expect(texts().slice(1, 3)).toEqual(['late', 'END RequestId: a1']);
  });

  it('writes a REPORT whose memory figure is late before everything that came after it', async () => {
    const { log, texts } = open();
    const memory = deferred<number | undefined>();
    const first = log.startInvocation(id, untraced);
    first.end({ status: 'success', durationMs: 1, maxMemoryUsedMb: () => memory.promise });

    const second = log.startInvocation('b2', untraced);
    const held = log.output('stdout', Buffer.from('second\n'));
    expect(texts()).toEqual(['START RequestId: a1 Version: $LATEST', 'END RequestId: a1']);
    memory.resolve(7);
    await held;

    expect(texts().slice(2)).toEqual([
      'REPORT RequestId: a1\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\tMax Memory Used: 7 MB\t',
      'START RequestId: b2 Version: $LATEST',
      'second',
    ]);
    expect((await first.tail()).toString()).not.toContain('second');
    second.end({ status: 'success', durationMs: 1, maxMemoryUsedMb: () => Promise.resolve(undefined) });
    log.close();
    expect((await second.tail()).toString()).toBe(
      'START RequestId: b2 Version: $LATEST\nsecond\nEND RequestId: b2\nREPORT RequestId: b2\tDuration: 1.00 ms\tBilled Duration: 1 ms\tMemory Size: 128 MB\t\n',
    );
  });

  it('names the failure in REPORT and INIT_REPORT', async () => {
    const { log, texts } = open();
    log.initReport({ phase: 'init', status: 'timeout', durationMs: 9999.81 });
    const invocation = log.startInvocation(id, untraced);
    const report = { durationMs: 3000, maxMemoryUsedMb: () => Promise.resolve(30) };
    invocation.end({ ...report, status: 'error', errorType: 'Runtime.ExitError' });
    log.close();
    await invocation.tail();

    expect(texts()).toEqual([
      'INIT_REPORT Init Duration: 9999.81 ms\tPhase: init\tStatus: timeout',
      'START RequestId: a1 Version: $LATEST',
      'END RequestId: a1',
      'REPORT RequestId: a1\tDuration: 3000.00 ms\tBilled Duration: 3000 ms\tMemory Size: 128 MB\tMax Memory Used: 30 MB\tStatus: error\tError Type: Runtime.ExitError',
    ]);
  });

  it('adds the XRAY line to the REPORT of a sampled invocation', async () => {
    const { log, texts } = open();
    const invocation = log.startInvocation(id, untraced.replace('Sampled=0', 'Sampled=1'));
    invocation.end({ status: 'success', durationMs: 1, maxMemoryUsedMb: () => Promise.resolve(1) });
    log.close();
    await invocation.tail();

    expect(texts().at(-1)).toBe(
      'XRAY TraceId: 1-5759e988-bd862e3fe1be46a994272793\tSegmentId: 53995c3f42cd8ad8\tSampled: true\t',
    );
  });

  it('keeps the last 4096 bytes of an invocation as its tail', async () => {
    const { log } = open();
    const invocation = log.startInvocation(id, untraced);
    for (let line = 0; line < 1000; line += 1) void log.output('stdout', Buffer.from(`${'x'.repeat(99)}\n`));
    invocation.end({ status: 'success', durationMs: 1, maxMemoryUsedMb: () => Promise.resolve(1) });
    log.close();

    const tail = await invocation.tail();

    expect(tail).toHaveLength(4096);
    expect(tail.toString()).toMatch(/^x{1,99}\n(x{99}\n)+END RequestId: a1\nREPORT .*\t\n$/);
  });

  it('shows platform records as JSON by their level, and the failures always', async () => {
    const { log, texts } = open({ logging: { format: 'JSON', group: '/g', systemLevel: 'INFO' } });
    const invocation = log.startInvocation(id, untraced);
    invocation.end({ status: 'success', durationMs: 1.5, maxMemoryUsedMb: () => Promise.resolve(9) });
    log.close();
    await invocation.tail();

    expect(texts().map((text) => JSON.parse(text) as unknown)).toEqual([
      { time: '2026-01-31T12:00:00.000Z', type: 'platform.start', record: { requestId: id, version: '$LATEST' } },
      {
        time: '2026-01-31T12:00:00.000Z',
        type: 'platform.report',
        record: {
          requestId: id,
          metrics: { durationMs: 1.5, billedDurationMs: 2, memorySizeMB: 128, maxMemoryUsedMB: 9 },
          status: 'success',
        },
      },
    ]);
  });

  it('filters JSON lines of the function by their level in JSON logs', () => {
    const { log, texts } = open({ logging: { format: 'JSON', group: '/g', applicationLevel: 'WARN' } });

    void log.output('stdout', Buffer.from('{"level":"INFO"}\n{"level":"error"}\n{"other":1}\nplain\n'));

    expect(texts()).toEqual(['{"level":"error"}', '{"other":1}', 'plain']);
  });

  it('asks the writer of output to wait for a slow destination', async () => {
    const clock = new ManualClock();
    const logs = createFunctionLogs({ clock, logger: silentLogger });
    const slow = deferred<void>();
    logs.addDestination({ write: () => slow.promise });
    const log = logs.openStream(functionVersion());

    const pending = log.output('stdout', Buffer.from('x\n'));
    slow.resolve();

    expect(pending).toBeInstanceOf(Promise);
    await pending;
  });

  it('goes on without a destination that fails', () => {
    const clock = new ManualClock();
    const logs = createFunctionLogs({ clock, logger: silentLogger });
    const texts: string[] = [];
    logs.addDestination({
      write: () => {
        throw new Error('disk full');
      },
    });
    logs.addDestination({
      write: (line) => {
        texts.push(line.text);
        return undefined;
      },
    });

    void logs.openStream(functionVersion()).output('stdout', Buffer.from('x\n'));

    expect(texts).toEqual(['x']);
  });
});

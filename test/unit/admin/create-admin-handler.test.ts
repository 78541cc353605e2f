import { describe, expect, it } from '@jest/globals';
import { type AdminNeeds, createAdminHandler, RecentLogs } from '../../../src/admin/index.js';
import { listenHttp, type ListeningServer, ManualClock, UserError } from '../../../src/base/index.js';
import { LambdaMetrics } from '../../../src/metrics/index.js';
import type { LogLine } from '../../../src/worker/logs/index.js';

const line = (functionName: string, text: string): LogLine => ({
  timestampMs: 0,
  functionName,
  version: '$LATEST',
  logGroup: `/aws/lambda/${functionName}`,
  logStream: 's',
  source: 'function',
  text,
});

const queued = { requestId: 'r1', functionName: 'Hello', state: 'queued', acceptedAtMs: 500, attempts: 0 } as const;

const queue: AdminNeeds['queue'] = {
  depth: () => 2,
  list: (filter) => (filter?.states?.join() === 'queued' ? [queued] : []),
  counts: () => ({ queued: 1 }),
  show: (requestId) => (requestId === 'r1' ? { ...queued, functionArn: 'arn', payload: Buffer.from('{}') } : undefined),
  replay: (requestId) =>
    requestId === 'again' ? Promise.resolve(queued) : Promise.reject(new UserError(`no replay of "${requestId}"`)),
};

async function admin(
  logs = new RecentLogs(),
  metrics = new LambdaMetrics(),
  clock = new ManualClock(1000),
): Promise<ListeningServer> {
  const sandbox = {
    id: 'i',
    name: 'hearth-Hello-1',
    functionName: 'Hello',
    version: '$LATEST',
    hostKind: 'docker',
    startPath: 'bridge',
    initializationType: 'on-demand',
    paused: false,
    state: 'idle',
    memoryMb: 128,
    startedAtMs: 400,
    lastUsedAtMs: 900,
    invocations: 3,
  } as const;
  const handler = createAdminHandler({
    version: '1.2.3',
    clock,
    assignment: { snapshot: () => [sandbox], starts: () => ({ inFlight: 2, waiting: 3, limit: 2 }) },
    admission: { running: () => 0 },
    functions: { list: () => [], reservations: () => [], reservedConcurrency: () => undefined },
    provisioned: { all: () => [] },
    provisionedSandboxes: { progressOf: () => ({ allocated: 0, available: 0, status: 'READY' }) },
    metrics,
    queue,
    logs,
    prepared: () => [{ kind: 'gate', name: 'hearth-gate-1', nativeId: 'abc', image: 'node' }],
    routes: () => [{ method: 'GET', url: 'http://127.0.0.1:3000/hello', functionName: 'Hello' }],
  });
  return listenHttp(handler, { host: '127.0.0.1', port: 0 });
}

const at = ({ port }: ListeningServer, path: string): string => `http://127.0.0.1:${port}/_hearth/${path}`;

describe('admin', () => {
  it('shows no sandbox as younger than new when the clock of the machine was set back', async () => {
    const clock = new ManualClock(1000);
    await using server = await admin(undefined, undefined, clock);
    clock.jump(-3_600_000);

    const answer = await fetch(at(server, 'sandboxes'));

    expect(await answer.json()).toEqual([expect.objectContaining({ ageMs: 0, idleMs: 0 })]);
  });

  it.each([
    ['health', { status: 'ok', version: '1.2.3', pid: process.pid, startedAtMs: 1000 }],
    ['sandboxes', [expect.objectContaining({ functionName: 'Hello', state: 'idle', ageMs: 600, idleMs: 100 })]],
    ['prepared', [{ kind: 'gate', name: 'hearth-gate-1', nativeId: 'abc', image: 'node' }]],
    ['starts', { inFlight: 2, waiting: 3, limit: 2 }],
    ['functions', []],
    ['routes', [{ method: 'GET', url: 'http://127.0.0.1:3000/hello', functionName: 'Hello' }]],
    [
      'events?state=queued',
      {
        depth: 2,
        counts: { queued: 1 },
        metrics: {},
        events: [{ ...queued, ageMs: 500 }],
      },
    ],
    ['events/r1', { ...queued, ageMs: 500, functionArn: 'arn', payload: '{}' }],
  ])('answers %s', async (view, expected) => {
    await using server = await admin();

    const response = await fetch(at(server, view));

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual(expected);
  });

  it('is read only', async () => {
    await using server = await admin();

    expect((await fetch(at(server, 'sandboxes'), { method: 'DELETE' })).status).toBe(405);
  });

  it.each([
    ['again', 202, { requestId: 'r1' }],
    ['r1', 409, { message: 'no replay of "r1"' }],
    ['unknown', 404, { message: 'no replay of "unknown"' }],
  ])('replays the event "%s" or says why not', async (id, status, expected) => {
    await using server = await admin();

    const response = await fetch(at(server, `events/${id}/replay`), { method: 'POST' });

    expect([response.status, await response.json()]).toMatchObject([status, expected]);
  });

  it('replays nothing for pages of other sites, and nothing by GET', async () => {
    await using server = await admin();
    const url = at(server, 'events/again/replay');

    const foreign = await fetch(url, { method: 'POST', headers: { origin: 'http://elsewhere.example' } });

    expect([foreign.status, (await fetch(url)).status]).toEqual([403, 405]);
  });

  it('answers 404 for an event that is not there, and names the states when asked for another', async () => {
    await using server = await admin();

    expect((await fetch(at(server, 'events/unknown'))).status).toBe(404);
    expect(await (await fetch(at(server, 'events?state=lost'))).text()).toContain('queued, running, delayed');
  });

  it('names what there is when asked for something else', async () => {
    await using server = await admin();

    const response = await fetch(at(server, 'constructor'));

    expect(response.status).toBe(404);
    expect(await response.text()).toContain('/_hearth/sandboxes');
  });

  it('answers the last lines of one function, one JSON object each', async () => {
    const logs = new RecentLogs();
    await using server = await admin(logs);
    for (const text of ['one', 'two', 'three']) logs.write(line('Hello', text));
    logs.write(line('Other', 'four'));

    const text = await (await fetch(at(server, 'logs?function=Hello&lines=2'))).text();

    expect(
      text
        .trim()
        .split('\n')
        .map((each) => (JSON.parse(each) as LogLine).text),
    ).toEqual(['two', 'three']);
  });

  it('goes on with new lines until the client leaves', async () => {
    const logs = new RecentLogs();
    await using server = await admin(logs);
    const stop = new AbortController();
    const { body } = await fetch(at(server, 'logs?follow=1'), { signal: stop.signal });
    const reader = body!.getReader();

    logs.write(line('Hello', 'live'));
    const { value } = await reader.read();
    stop.abort();

    expect(JSON.parse(Buffer.from(value as Uint8Array).toString('utf8'))).toMatchObject({ text: 'live' });
  });
});

describe('the kept lines', () => {
  it('are the last ten thousand', () => {
    const logs = new RecentLogs();

    for (let index = 0; index < 25_000; index += 1) logs.write(line('Hello', String(index)));

    const kept = logs.list();
    expect(kept.length).toBeGreaterThanOrEqual(10_000);
    expect(kept.length).toBeLessThanOrEqual(11_000);
    expect(kept.at(-1)?.text).toBe('24999');
  });
});

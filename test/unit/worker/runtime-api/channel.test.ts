import { afterEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { limits } from '../../../../src/model/index.js';
import { ChannelClient, cut, frame, lengths } from '../../../support/channel-client.js';
import { invocation } from '../../../support/function-version.js';
import { ServedRuntimeApi, type ServedOptions } from '../../../support/runtime-api-session.js';

const { requestId } = invocation();

describe('the channel of a runtime client of our own', () => {
  const opened: ServedRuntimeApi[] = [];

  afterEach(async () => {
    for (const served of opened.splice(0)) await served[Symbol.asyncDispose]();
  });

  async function open(options: ServedOptions = {}): Promise<{ served: ServedRuntimeApi; client: ChannelClient }> {
    const served = await ServedRuntimeApi.open(options);
    opened.push(served);
    const client = new ChannelClient();
    served.api.serve(client.other);
    return { served, client };
  }

  it('hands out the event with what its headers say over HTTP', async () => {
    const { client } = await open({
      delivery: { invocation: invocation({ clientContext: '{\n"custom":{"ü":"€"}}', tenantId: 'blue' }) },
    });

    await client.write(frame('next'));

    expect(client.frames).toEqual([
      {
        kind: 'event',
        values: [
          requestId,
          '1767225603000',
          'arn:aws:lambda:us-east-1:000000000000:function:echo',
          'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0',
          'attempt-1',
          '{ "custom":{"\\u00fc":"\\u20ac"}}',
          '',
          'blue',
        ],
        body: Buffer.from('{"a":1}'),
      },
    ]);
  });

  it('answers a poll later, when there is an event', async () => {
    const { served, client } = await open({ holdEvents: true });
    await client.write(frame('next'));
    const before = client.frames;

    served.deliver();
    await client.write();

    expect(before).toEqual([]);
    expect(served.session.polling).toBe(false);
  });

  it('takes a response without a word, as JSON', async () => {
    const { served, client } = await open();

    await client.write(frame('next'), frame(`response\n${requestId}`, '"€"'));

    expect(served.answers).toEqual([
      { kind: 'response', payload: Buffer.from('"€"'), contentType: 'application/json', streamed: false },
    ]);
    expect(client.frames.map(({ kind }) => kind)).toEqual(['event']);
  });

  it('accepts errors of an invocation and of INIT, and passes them on verbatim', async () => {
    const body = '{"errorType":"OrderRefused", "errorMessage":"no stock"}';
    const failing = await open();
    const broken = await open();

    await failing.client.write(frame('next'), frame(`error\n${requestId}`, body));
    await broken.client.write(frame('init-error', body));

    const error = { payload: Buffer.from(body), errorType: 'OrderRefused', reportedType: 'Runtime.Unknown' };
    expect(failing.served.answers).toEqual([{ kind: 'error', error }]);
    expect(broken.served.initErrors).toEqual([error]);
    expect([...failing.client.frames, ...broken.client.frames].map(({ kind }) => kind)).toEqual([
      ...['event', 'accepted'],
      'accepted',
    ]);
  });

  it('refuses an unknown id, a second answer and an answer that came too late', async () => {
    const { served, client } = await open({ holdEvents: true });
    await client.write(frame('next'));
    served.deliver();

    await client.write(frame('response\nother', '1'));
    await client.write(frame(`response\n${requestId}`, '1'), frame(`response\n${requestId}`, '2'));
    await client.write(frame('next'));
    served.deliver();
    served.session.close();
    await client.write(frame(`response\n${requestId}`, '3'), frame('next'));

    expect(served.answers).toHaveLength(1);
    expect(client.frames.filter(({ kind }) => kind === 'refused').map(({ values }) => values)).toEqual([
      ['response', '400'],
      ['response', '400'],
      ['response', '400'],
      ['next', '500'],
    ]);
  });

  it('refuses what the state of the runtime does not allow', async () => {
    const { client } = await open();

    await client.write(frame('next'), frame('init-error', '{}'));

    expect(client.frames[1]).toMatchObject({ kind: 'refused', values: ['init-error', '403'] });
    expect(client.frames[1]?.body.toString()).toContain('State transition from Running to InitError failed');
  });

  it('refuses a response over the limit, and serves the runtime on', async () => {
    const { served, client } = await open();
    await client.write(frame('next'));

    const tooMuch = frame(`response\n${requestId}`, Buffer.alloc(limits.bufferedResponse + 1, 'x'));
    await client.write(...cut(tooMuch, [50, 1_000_000]));
    await client.write(frame('next'));

    expect(served.answers).toEqual([{ kind: 'refused', reason: 'too-large', streamed: false }]);
    expect(client.frames.map(({ kind, values: [first, second] }) => [kind, first, second])).toEqual([
      ['event', requestId, '1767225603000'],
      ['refused', 'response', '413'],
      ['event', requestId, '1767225603000'],
    ]);
  });

  it('tells when it is closed while a poll waits', async () => {
    const { served, client } = await open({ holdEvents: true });
    await client.write(frame('next'));

    await client.close();

    await served.connectionLost.promise;
    expect(served.session.polling).toBe(false);
  });

  it('counts a response as cut off when it is closed in the midst of one', async () => {
    const { served, client } = await open();
    await client.write(frame('next'), frame(`response\n${requestId}`, 'abcdef').subarray(0, -2));

    await client.close();

    expect(served.answers).toEqual([{ kind: 'refused', reason: 'truncated', streamed: false }]);
  });

  it.each([
    ['a head longer than any', lengths(1025, 0)],
    ['no head', lengths(0, 0)],
    ['an unknown word', frame('restore')],
    ['HTTP', Buffer.from('GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\n\r\n')],
  ])('is cut off by %s', async (_what, bytes) => {
    const { served, client } = await open();

    await client.write(bytes, frame('next'));

    expect(client.isCut).toBe(true);
    expect(client.frames).toEqual([]);
    expect(served.session.polling).toBe(false);
  });

  it('keeps nothing of a body that announces more than is taken', async () => {
    const { served, client } = await open();
    await client.write(frame('next'));

    const head = frame(`response\n${requestId}`);
    await client.write(Buffer.concat([lengths(head.length - 8, 0xffffffff), head.subarray(8)]));
    const before = process.memoryUsage().arrayBuffers;
    for (let piece = 0; piece < 64; piece += 1) await client.write(Buffer.alloc(1_000_000));

    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(40_000_000);
    expect(served.answers).toEqual([]);
    expect(client.isCut).toBe(false);
  });

  it('reads the same from any pieces', async () => {
    const body = fc.uint8Array({ maxLength: 3000 }).map((bytes) => Buffer.from(bytes));
    await fc.assert(
      fc.asyncProperty(
        fc.array(body, { minLength: 1, maxLength: 5 }),
        fc.array(fc.nat(), { maxLength: 8 }),
        async (bodies, places) => {
          const { served, client } = await open();

          const frames = bodies.flatMap((each) => [frame('next'), frame(`response\n${requestId}`, each)]);
          await client.write(...cut(Buffer.concat(frames), places));

          const payloads = served.answers.map((answer) => (answer.kind === 'response' ? answer.payload : answer.kind));
          expect(payloads).toEqual(bodies);
          expect(client.frames).toHaveLength(bodies.length);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('is cut off by garbage or waits for the rest of it, and never takes an answer from it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.array(fc.nat(), { maxLength: 4 }),
        async (bytes, places) => {
          const { served, client } = await open();
          await client.write(frame('next'));

          await client.write(...cut(Buffer.from(bytes), places));

          expect(served.answers).toEqual([]);
          const announcesTooMuch = bytes.length >= 8 && Buffer.from(bytes).readUInt32BE(0) > 1024;
          expect(client.isCut || !announcesTooMuch).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('answers any order of calls as the Runtime API does over HTTP', async () => {
    const call = fc.constantFrom('next', 'response', 'error', 'init-error');
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 12 }), async (calls) => {
        const { client } = await open();
        let state: 'started' | 'failed' | 'running' | 'answered' = 'started';
        for (const name of calls) {
          const before = client.frames.length;
          await client.write(frame(name === 'response' || name === 'error' ? `${name}\n${requestId}` : name, '{}'));
          const { kind, values } = client.frames[before] ?? { kind: 'nothing', values: [] };
          const answer = kind === 'refused' ? values[1] : kind;
          expect({ name, state, answer }).toEqual({ name, state, answer: expected(state, name) });
          if (name === 'next' && state !== 'failed') state = 'running';
          if ((name === 'response' || name === 'error') && state === 'running') state = 'answered';
          if (name === 'init-error' && state === 'started') state = 'failed';
        }
      }),
      { numRuns: 100 },
    );
  });
});

function expected(state: string, call: string): string {
  if (call === 'next') return state === 'failed' ? '403' : 'event';
  if (call === 'init-error') return state === 'started' ? 'accepted' : '403';
  if (state !== 'running') return '400';
  return call === 'error' ? 'accepted' : 'nothing';
}

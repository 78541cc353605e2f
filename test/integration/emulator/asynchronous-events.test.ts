import { InvokeCommand, PutFunctionConcurrencyCommand } from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import path from 'node:path';
import { commandLine } from '../../support/command-line.js';
import { knownPlaceholders } from '../../support/lambda-calls.js';
import { observe } from '../../support/observed-calls.js';
import { deployedEmulator, type DeployedEmulator } from '../../support/deployed-emulator.js';
import { recordingOf, RecordingMatcher } from '../../support/recordings.js';
import { waitUntil } from '../../support/wait-until.js';

const template = `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: . } }
Resources:
  Ping:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: ping
      EventInvokeConfig: { DestinationConfig: { OnSuccess: { Type: Lambda, Destination: !Sub 'arn:aws:lambda:\${AWS::Region}:\${AWS::AccountId}:function:pong' } } }
  Pong:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: pong
      EventInvokeConfig: { DestinationConfig: { OnSuccess: { Type: Lambda, Destination: !GetAtt Ping.Arn } } }
  Fails:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: fails
      Handler: index.fails
      EventInvokeConfig: { MaximumRetryAttempts: 0 }
  Retried:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: retried, Handler: index.failsTwice }
  Held:
    Type: AWS::Serverless::Function
    Properties: { FunctionName: held, Handler: index.held, Timeout: 60 }
`;
const code = `
let runs = 0;
exports.handler = async () => 'ran';
exports.held = async ({ release }) => { while (!require('node:fs').existsSync(release)) await new Promise((wake) => setTimeout(wake, 20)); };
exports.fails = async () => { throw new TypeError('as asked'); };
exports.failsTwice = async () => { runs += 1; console.log('run ' + runs); if (runs < 3) throw new Error('again'); };
`;

describe('asynchronous events of real functions', () => {
  let deployed: DeployedEmulator;

  beforeEach(async () => {
    deployed = await deployedEmulator({ 'template.yaml': template, 'index.js': code });
  });

  afterEach(async () => {
    await deployed[Symbol.asyncDispose]();
  });

  const accept = async (FunctionName: string): Promise<string> => {
    const { $metadata } = await deployed.lambda.send(
      new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload: '{"a":1}' }),
    );
    return $metadata.requestId ?? '';
  };
  const events = (...words: readonly string[]): ReturnType<typeof commandLine> =>
    commandLine(['events', ...words, '--data-dir', 'data'], { folder: deployed.folder.path });
  const view = async (): Promise<{ readonly depth: number; readonly metrics: unknown }> =>
    (await (await fetch(`${deployed.hearth.awsUrl}/_hearth/events`)).json()) as { depth: number; metrics: unknown };
  const drained = (): Promise<void> => waitUntil(async () => (await view()).depth === 0);

  it('are listed, shown and replayed by hearth events', async () => {
    const id = await accept('fails');
    await drained();

    const list = await events('--dropped', '--function', 'fails');
    const shown = await events('show', id);
    const asJson = await events('show', id, '--json');
    const replayed = await events('replay', id);
    await drained();

    expect([list.status, list.stdout]).toEqual([
      0,
      expect.stringMatching(
        new RegExp(
          `^REQUEST ID .*\n${id} +fails +dropped +\\d+ s +1 +TypeError\n\nIn all: 1 dropped\n\nSince the start: 1 event accepted, 1 dropped\n$`,
        ),
      ),
    ]);
    expect(shown.stdout).toMatch(
      /State: {7}dropped \(RetriesExhausted\)[^]*Payload:\n\{"a":1\}\n\nResponse:\n\{"errorType":"TypeError"/,
    );
    expect(JSON.parse(asJson.stdout)).toMatchObject({ requestId: id, state: 'dropped', payload: '{"a":1}' });
    expect([replayed.status, replayed.stdout]).toEqual([
      0,
      expect.stringMatching(`The event "${id}" for the function "fails" is (queued|running) now.`),
    ]);
    expect(JSON.parse((await events('--json')).stdout)).toMatchObject({ requestId: id, attempts: 2 });
    expect(deployed.hearth.logs('fails').filter((text) => text.startsWith(`START RequestId: ${id}`))).toHaveLength(2);
  });

  it('that are not there, and states that are none, are told', async () => {
    expect(await events('show', 'lost')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no asynchronous event "lost"') as unknown,
    });
    expect(await events('replay', 'lost')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('no asynchronous event "lost"') as unknown,
    });
    expect((await events('--state', 'gone')).stderr).toContain('There is no state "gone". There are queued, running');
    expect((await events()).stdout).toBe('No asynchronous events.\n');
  });

  it('are run again under the same request id until they succeed', async () => {
    const id = await accept('retried');
    await drained();

    const starts = deployed.hearth.logs('retried').filter((text) => text.startsWith('START'));
    expect(starts).toEqual(Array.from({ length: 3 }, () => expect.stringContaining(id) as unknown));
  });

  it('that two functions send each other for ever are stopped after sixteen rounds', async () => {
    await accept('ping');
    await drained();

    const runs = (name: string): number => deployed.hearth.logs(name).filter((text) => text.startsWith('START')).length;
    expect([runs('ping'), runs('pong')]).toEqual([16, 16]);
    expect((await view()).metrics).toMatchObject({ ping: { RecursiveInvocationsDropped: 1, AsyncEventsReceived: 17 } });
  });

  it('wait while the reserved concurrency is in use, and run then (test_lambda.json: test_reserved_concurrency_async_queue)', async () => {
    const { step } = played('TestLambdaConcurrency::test_reserved_concurrency_async_queue');
    const FunctionName = 'held';
    const release = path.join(deployed.folder.path, 'release');
    const Payload = JSON.stringify({ release });
    const running = async (): Promise<boolean> =>
      (await (await fetch(`${deployed.hearth.awsUrl}/_hearth/events?state=running`)).text()).includes('"held"');
    const concurrency = new PutFunctionConcurrencyCommand({ FunctionName, ReservedConcurrentExecutions: 1 });
    step('put_fn_concurrency', await observe(deployed.lambda, concurrency));
    for (let n = 0; n < 2; n += 1)
      await deployed.lambda.send(new InvokeCommand({ FunctionName, InvocationType: 'Event', Payload }));
    await waitUntil(running);

    step('too_many_requests_exc', await observe(deployed.lambda, new InvokeCommand({ FunctionName, Payload })));
    await deployed.folder.write('release', '');
    await drained();

    expect(deployed.hearth.logs(FunctionName).filter((text) => text.startsWith('START'))).toHaveLength(2);
  });
});

function played(name: string): { readonly step: (name: string, actual: unknown) => void } {
  const matcher = new RecordingMatcher(recordingOf('test_lambda', name), knownPlaceholders);
  return {
    step: (step, actual) => {
      matcher.expectStep(step, actual);
    },
  };
}

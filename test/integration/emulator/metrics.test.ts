import type { InvocationType } from '@aws-sdk/client-lambda';
import {
  InvokeCommand,
  PutFunctionConcurrencyCommand,
  PutFunctionEventInvokeConfigCommand,
} from '@aws-sdk/client-lambda';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { commandLine } from '../../support/command-line.js';
import { deployedEmulator, type DeployedEmulator } from '../../support/deployed-emulator.js';
import { waitUntil } from '../../support/wait-until.js';

const template = `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: . } }
Resources:
  Echo: { Type: AWS::Serverless::Function, Properties: { FunctionName: echo, AutoPublishAlias: live } }
  Fails:
    Type: AWS::Serverless::Function
    Properties:
      FunctionName: fails
      Handler: index.fails
      DeadLetterQueue: { Type: SQS, TargetArn: !Sub 'arn:aws:sqs:\${AWS::Region}:\${AWS::AccountId}:nowhere' }
`;
const code = `
exports.handler = async (event) => event;
exports.fails = async () => { throw new TypeError('as asked'); };
`;

/** What the text of /_hearth/metrics says of one name and resource. */
function valueOf(text: string, name: string, resource: string): string | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${name}{`) && each.includes(`resource="${resource}"`));
  return line?.split(' ').at(-1);
}

describe('the metrics of real functions', () => {
  let deployed: DeployedEmulator;

  beforeEach(async () => {
    deployed = await deployedEmulator({ 'template.yaml': template, 'index.js': code });
  });

  afterEach(async () => {
    await deployed[Symbol.asyncDispose]();
  });

  const invoke = (FunctionName: string, type: InvocationType = 'RequestResponse'): Promise<unknown> =>
    deployed.lambda.send(new InvokeCommand({ FunctionName, InvocationType: type, Payload: '{"a":1}' }));
  const text = async (): Promise<string> => (await fetch(`${deployed.hearth.awsUrl}/_hearth/metrics`)).text();

  it('count invocations, errors and throttles by function and alias, and how long each took', async () => {
    await invoke('echo');
    await invoke('echo:live');
    await invoke('echo:live');
    await invoke('fails');
    await deployed.lambda.send(
      new PutFunctionConcurrencyCommand({ FunctionName: 'echo', ReservedConcurrentExecutions: 0 }),
    );
    await expect(invoke('echo')).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    await waitUntil(async () => valueOf(await text(), 'aws_lambda_duration_milliseconds_count', 'echo:live') === '2');

    const shown = await text();
    const of = (name: string, resource: string): string | undefined => valueOf(shown, name, resource);
    expect([of('aws_lambda_invocations_total', 'echo'), of('aws_lambda_invocations_total', 'echo:live')]).toEqual([
      '1',
      '2',
    ]);
    expect([of('aws_lambda_errors_total', 'fails'), of('aws_lambda_errors_total', 'echo')]).toEqual(['1', '0']);
    expect([of('aws_lambda_throttles_total', 'echo'), of('aws_lambda_throttles_total', 'echo:live')]).toEqual([
      '1',
      '0',
    ]);
    expect(shown).toMatch(/aws_lambda_invocations_total\{[^}]*resource="echo:live",executed_version="\$LATEST"\} 2/);
    expect((await commandLine(['ps', '--data-dir', 'data'], { folder: deployed.folder.path })).stdout).toMatch(
      /\n\nSince the start: 4 invocations, 1 error, 1 throttle\n$/,
    );
  });

  it('count asynchronous events that were given up for their age, and dead letters that could not be sent', async () => {
    await deployed.lambda.send(
      new PutFunctionEventInvokeConfigCommand({ FunctionName: 'fails', MaximumEventAgeInSeconds: 60 }),
    );
    await invoke('fails', 'Event');
    await waitUntil(async () => valueOf(await text(), 'aws_lambda_dead_letter_errors_total', 'fails') === '1');

    const response = await fetch(`${deployed.hearth.awsUrl}/_hearth/metrics?format=json`);
    expect(await response.json()).toMatchObject({
      functions: [
        {
          functionName: 'fails',
          Invocations: 1,
          Errors: 1,
          AsyncEventsReceived: 1,
          AsyncEventsDropped: 1,
          AsyncEventAge: { count: 1 },
          DeadLetterErrors: 1,
          DestinationDeliveryFailures: 0,
        },
      ],
    });
    expect((await commandLine(['events', '--data-dir', 'data'], { folder: deployed.folder.path })).stdout).toContain(
      'Since the start: 1 event accepted, 1 dropped, 1 dead letter not delivered',
    );
  });
});

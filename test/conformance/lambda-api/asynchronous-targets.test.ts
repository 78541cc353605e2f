import {
  GetFunctionConfigurationCommand,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import { describe, expect, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import { recordedSession } from '../../support/recorded-session.js';

const FunctionName = 'fn-1';
const arn = (service: string, rest: string): string => `arn:aws:${service}:us-east-1:111111111111:${rest}`;

/** Developer guide, "Adding a dead-letter queue" and "Adding a destination": standard queues and topics only. */
describe('targets of asynchronous events', () => {
  const session = recordedSession('test_lambda_api');
  const queue = arn('sqs', 'letters.fifo');

  it.each([queue, arn('sns', 'letters.fifo'), arn('lambda', 'function:letters')])(
    '%s takes no dead letters',
    async (TargetArn) => {
      const refused = await session.send(await createCommand({ FunctionName, DeadLetterConfig: { TargetArn } }));

      expect(refused).toMatchObject({ Error: { Code: 'InvalidParameterValueException' } });
      expect(JSON.stringify(refused)).toContain(`Invalid dead letter ARN: ${TargetArn} is`);
    },
  );

  it('a function that is there does not get one either, and keeps what it had', async () => {
    await session.send(await createCommand({ FunctionName }));
    const DeadLetterConfig = { TargetArn: queue };

    const refused = await session.send(new UpdateFunctionConfigurationCommand({ FunctionName, DeadLetterConfig }));

    expect(refused).toMatchObject({ Error: { Code: 'InvalidParameterValueException' } });
    const kept = await session.send(new GetFunctionConfigurationCommand({ FunctionName }));
    expect(kept).not.toHaveProperty('DeadLetterConfig');
  });

  it.each([
    ['OnSuccess', queue],
    ['OnFailure', arn('sns', 'letters.fifo')],
    ['OnSuccess', 'arn:aws:s3:::bucket'],
    ['OnFailure', 'kafka://topic'],
  ])('%s does not go to %s', async (condition, Destination) => {
    await session.send(await createCommand({ FunctionName }));
    const DestinationConfig = { [condition]: { Destination } };

    const refused = await session.send(new PutFunctionEventInvokeConfigCommand({ FunctionName, DestinationConfig }));

    expect(JSON.stringify(refused)).toContain('The provided destination config DestinationConfig(onSuccess=');
    expect(JSON.stringify(refused)).toContain(`(destination=${Destination})`);
  });
});

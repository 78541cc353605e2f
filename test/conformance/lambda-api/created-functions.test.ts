import { type CreateFunctionCommandInput, GetFunctionCommand } from '@aws-sdk/client-lambda';
import { describe, it } from '@jest/globals';
import { createCommand } from '../../support/lambda-calls.js';
import { recordedSession } from '../../support/recorded-session.js';
import { recordedTests, recordingOf } from '../../support/recordings.js';

/**
 * Recorded: the answers of CreateFunction in every test of these files, for every runtime. What was asked for is read from the answer,
 * which echoes it; all the rest of the answer is AWS's own.
 */
describe.each(['test_lambda', 'test_lambda_common', 'test_lambda_runtimes', 'test_lambda_destinations'])(
  'a function made as in %s',
  (file) => {
    const session = recordedSession(file);

    it.each(creationsIn(file))('is answered as recorded: %s, %s', async (test, step, { answer, isWrapped }) => {
      const { createdStep, step: plainStep } = session.play(test, known(answer));
      const send = isWrapped ? createdStep : plainStep;

      await send(step, await createCommand(requestOf(answer)));
    });
  },
);

/** Recorded: test_lambda.json, TestLambdaBaseFeatures. */
describe('the state of a function', () => {
  const held: (() => void)[] = [];
  const session = recordedSession('test_lambda', { settleWhen: (settle) => held.push(settle) });

  it('is Pending in the answer and Active after it (test_function_state)', async () => {
    const FunctionName = 'fn-1';
    const { step } = session.play('TestLambdaBaseFeatures::test_function_state', { '<function-name:1>': FunctionName });

    await step('create-fn-response', await createCommand({ FunctionName, Handler: 'handler.handler' }));
    for (const settle of held.splice(0)) settle();
    await step('get-fn-response', new GetFunctionCommand({ FunctionName }));
  });
});

interface CreationAnswer extends Pick<
  CreateFunctionCommandInput,
  | 'Runtime'
  | 'Handler'
  | 'Timeout'
  | 'MemorySize'
  | 'Environment'
  | 'Description'
  | 'Architectures'
  | 'DeadLetterConfig'
> {
  readonly State?: string;
  readonly FunctionName: string;
  readonly Role?: string;
  readonly RuntimeVersionConfig?: object;
  readonly ResponseMetadata?: { readonly HTTPStatusCode?: number };
}

interface Creation {
  readonly answer: CreationAnswer;
  /** Some recordings hold it beside that of an event source mapping. */
  readonly isWrapped: boolean;
}

/** Those of before 2023, when functions had no runtime version yet, are left out: AWS answers differently today. */
function creationsIn(file: string): readonly [test: string, step: string, creation: Creation][] {
  return recordedTests(file, '').flatMap((test) =>
    Object.entries(recordingOf(file, test)).flatMap(([step, recorded]): [string, string, Creation][] => {
      const { CreateFunctionResponse: wrapped } = (recorded ?? {}) as {
        readonly CreateFunctionResponse?: CreationAnswer;
      };
      const answer = wrapped ?? (recorded as CreationAnswer | null);
      const isCreation =
        answer?.State === 'Pending' &&
        answer.ResponseMetadata?.HTTPStatusCode === 201 &&
        answer.RuntimeVersionConfig !== undefined;
      return isCreation ? [[test, step, { answer, isWrapped: wrapped !== undefined }]] : [];
    }),
  );
}

const FunctionName = 'fn-1';
const queue = 'queue-1';

function known({ FunctionName: name }: CreationAnswer): Readonly<Record<string, string>> {
  return { [name]: FunctionName };
}

function requestOf(answer: CreationAnswer): Partial<CreateFunctionCommandInput> & { readonly FunctionName: string } {
  const { Runtime, Handler, Timeout, MemorySize, Environment, Description, Architectures, DeadLetterConfig } = answer;
  return {
    FunctionName,
    Runtime,
    Handler,
    Timeout,
    MemorySize,
    Description,
    Architectures,
    ...(Environment !== undefined && { Environment }),
    ...(DeadLetterConfig !== undefined && {
      DeadLetterConfig: { TargetArn: `arn:aws:sqs:us-east-1:111111111111:${queue}` },
    }),
  };
}

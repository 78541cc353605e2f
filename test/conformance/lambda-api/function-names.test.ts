import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  type LambdaClient,
} from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { startAwsApi, type StartedAwsApi } from '../../support/aws-api.js';
import { type AnyCommand, type Observed, observe } from '../../support/observed-calls.js';
import { recordedTests, recordingOf, RecordingMatcher } from '../../support/recordings.js';

const prefix = 'TestLambdaFunction::test_function_name_and_qualifier_validation[';
const file = 'test_lambda_api';

/** Recorded: test_lambda_api.json, test_function_name_and_qualifier_validation, every case of it. */
describe('names and qualifiers that AWS refuses', () => {
  let api: StartedAwsApi;
  let lambda: LambdaClient;

  beforeAll(async () => {
    api = await startAwsApi();
    lambda = api.client();
  });

  afterAll(async () => {
    await api[Symbol.asyncDispose]();
  });

  it.each(recordedTests(file, prefix))('%s', async (test) => {
    const [caseName = '', operation = ''] = test.slice(prefix.length, -1).split('-');
    const observed = await observe(lambda, commandFor(operation, caseName));

    new RecordingMatcher(recordingOf(file, test), known).expectStep(`${operation}_exception`, digest(observed));
  });
});

const arn = 'arn:aws:lambda:us-east-1:111111111111:function:my-function';
const a = (count: number): string => 'a'.repeat(count);
const known = {
  '<partition>': 'aws',
  '<region>': 'us-east-1',
  ...Object.fromEntries([65, 129, 140, 170].map((count) => [`<a:len(${count})>`, a(count)])),
};

interface Named {
  readonly FunctionName: string;
  readonly Qualifier?: string;
}

/** What the cases' names mean, as the recorded messages show it. */
const cases: Readonly<Record<string, Named>> = {
  full_arn_and_qualifier_too_long_and_invalid_region: {
    FunctionName: `${arn.replace('us-east-1', 'invalid-region')}-${a(170)}`,
    Qualifier: a(129),
  },
  full_arn_with_multiple_qualifiers: { FunctionName: `${arn}:1:2` },
  function_name_and_qualifier_too_long: { FunctionName: 'my-function', Qualifier: a(65) },
  function_name_is_single_invalid: { FunctionName: '*' },
  function_name_too_long: { FunctionName: a(65) },
  function_name_too_long_and_invalid_region: { FunctionName: `${arn.replace('us-east-1', 'invalid-region')}${a(170)}` },
  incomplete_arn: { FunctionName: arn.replace(':my-function', '') },
  invalid_account_id_in_partial_arn: { FunctionName: 'invalid-account:function:my-function' },
  invalid_characters_in_function_name: { FunctionName: 'my-function!' },
  invalid_characters_in_qualifier: { FunctionName: 'my-function', Qualifier: 'invalid!' },
  invalid_region_in_arn: { FunctionName: arn.replace('us-east-1', 'invalid-region') },
  latest_version_with_additional_qualifier: { FunctionName: `${arn}:$LATEST`, Qualifier: '1' },
  lowercase_latest_qualifier: { FunctionName: arn, Qualifier: '$latest' },
  missing_account_id_in_arn: { FunctionName: arn.replace('111111111111', '') },
  missing_region_in_arn: { FunctionName: arn.replace('us-east-1', '') },
  misspelled_latest_in_arn: { FunctionName: `${arn}:$LATES` },
  non_lambda_arn: { FunctionName: 'arn:aws:ec2:us-east-1:111111111111:instance:i-1234567890abcdef0' },
  partial_arn_with_extra_qualifier: { FunctionName: 'function:my-function:$LATEST:extra' },
  qualifier_too_long: { FunctionName: 'my-function', Qualifier: a(129) },
  qualifier_too_long0: { FunctionName: 'my-function', Qualifier: a(129) },
  qualifier_too_long1: { FunctionName: 'my-function', Qualifier: a(65) },
};

function commandFor(operation: string, caseName: string): AnyCommand {
  const named = cases[caseName];
  if (named === undefined) throw new Error(`The recorded case "${caseName}" is new.`);
  switch (operation) {
    case 'create_function':
      return createCommand(named, caseName);
    case 'delete_function':
      return new DeleteFunctionCommand(named);
    case 'get_function':
      return new GetFunctionCommand(named);
    default:
      return new InvokeCommand(named);
  }
}

/** CreateFunction knows no qualifier: the recorded calls carried it in the name. */
function createCommand({ FunctionName, Qualifier }: Named, caseName: string): CreateFunctionCommand {
  const isInvokeOnly = caseName === 'function_name_too_long_and_invalid_region';
  const name = Qualifier === undefined || isInvokeOnly ? FunctionName : `${FunctionName}:${Qualifier}`;
  return new CreateFunctionCommand({
    FunctionName: name,
    Role: 'arn:aws:iam::111111111111:role/test',
    Runtime: 'python3.12',
    Handler: 'index.handler',
    Code: { ZipFile: Buffer.from('not looked at') },
  });
}

/** The recorded client split the messages of violations. */
function digest(observed: Observed): Observed {
  const { Code, Message } = observed['Error'] as { readonly Code: string; readonly Message: string };
  const [, count, list] = /^(\d+) validation errors? detected: (.*)$/s.exec(Message) ?? [];
  if (count === undefined || list === undefined) return { Code, Message };
  return { Code, Count: Number(count), Errors: list.split('; ') };
}

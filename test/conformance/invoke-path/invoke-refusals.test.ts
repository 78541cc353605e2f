import { describe, expect, it } from '@jest/globals';
import { createAdmission } from '../../../src/invoke-path/admission/index.js';
import { checkPayload } from '../../../src/invoke-path/invoke-frontend/check-payload.js';
import { AwsError } from '../../../src/model/index.js';
import { functionVersionOf } from '../../unit/invoke-path/function-version-of.js';

function refusalOf(action: () => unknown): Pick<AwsError, 'code' | 'status' | 'body'> {
  try {
    action();
  } catch (error) {
    if (error instanceof AwsError) return { code: error.code, status: error.status, body: error.body };
    throw error;
  }
  throw new Error('nothing was refused');
}

// Recorded from AWS: TestLambdaErrors::test_lambda_invoke_payload_encoding_error[body-…] and [message-…].
describe('a payload that is not JSON in UTF-8', () => {
  const source = '[Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column:';

  it.each([
    [Buffer.from('n\x87r\x9e\xe9\xb5\xd7I\xee\x9bmt', 'latin1'), `Invalid UTF-8 start byte 0x87\n at ${source} 3]`],
    [
      Buffer.from('\x99\xeb,j\x07\xa1zYh', 'latin1'),
      'Unexpected character ((CTRL-CHAR, code 153)): expected a valid value (JSON String, Number, Array, Object or ' +
        `token 'null', 'true' or 'false')\n at ${source} 1]`,
    ],
  ])('is refused with the words of AWS', (payload, text) => {
    const target = { account: '000000000000', region: 'us-east-1', name: 'echo' };

    const refusal = refusalOf(() => {
      checkPayload({ target, payload, invocationType: 'RequestResponse' });
    });

    expect(refusal).toEqual({
      code: 'InvalidRequestContentException',
      status: 400,
      body: {
        Type: 'User',
        message: `Could not parse request body into json: Could not parse payload into json: ${text}`,
      },
    });
  });
});

// Recorded from AWS: TestLambdaConcurrency::test_lambda_concurrency_block, test_reserved_concurrency.
describe('a function without concurrency left', () => {
  const rateExceeded = (reason: string) => ({
    code: 'TooManyRequestsException',
    status: 429,
    body: { Type: 'User', message: 'Rate Exceeded.', Reason: reason },
  });

  it('is throttled by its own reservation, 0 included', () => {
    const version = functionVersionOf('blocked');
    const functions = { reservations: () => [{ ...version.arn, reserved: 0 }], reservedConcurrency: () => 0 };

    const refusal = refusalOf(() => createAdmission({ functions, accountConcurrency: 1000 }).reserve(version));

    expect(refusal).toEqual(rateExceeded('ReservedFunctionConcurrentInvocationLimitExceeded'));
  });

  // The last step of test_reserved_provisioned_overlap too.
  it('is throttled where its reservation is provisioned to a version, which still runs', () => {
    const latest = functionVersionOf('blocked');
    const first = functionVersionOf('blocked', { version: '1' });
    const functions = { reservations: () => [{ ...latest.arn, reserved: 1 }], reservedConcurrency: () => 1 };
    const provisioned = {
      ofVersion: ({ version }: { readonly version: string }) => (version === '1' ? 1 : 0),
      ofFunction: () => 1,
      inRegion: () => 1,
    };
    const admission = createAdmission({ functions, provisioned, accountConcurrency: 1000 });

    const refusal = refusalOf(() => admission.reserve(latest));
    const release = admission.reserve(first);
    const beyond = refusalOf(() => admission.reserve(first));
    release();

    expect([refusal, beyond]).toEqual([
      rateExceeded('ReservedFunctionConcurrentInvocationLimitExceeded'),
      rateExceeded('ReservedFunctionConcurrentInvocationLimitExceeded'),
    ]);
  });
});

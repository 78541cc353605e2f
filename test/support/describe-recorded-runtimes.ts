import type { Runtime } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordedFunctions, recordedTest } from './recorded-functions.js';
import { introspectionDifferences } from './recorded-introspection.js';
import { sourceFor } from './recorded-sources.js';
import { recordedTests } from './recordings.js';

const file = 'test_lambda_common';
const common = 'TestLambdaRuntimesCommon::';

/** Replays the recorded invocations of every runtime that `isHere` with real functions on one host. */
// eslint-disable-next-line jest/no-export -- called by one test file per sandbox host, so that they run side by side
export function describeRecordedRuntimes(
  sandboxHost: 'docker' | 'process',
  isHere: (runtime: string) => boolean,
): void {
  const runtimesOf = (test: string): readonly string[] =>
    recordedTests(file, `${common}${test}[`)
      .map((name) => name.slice(name.indexOf('[') + 1, -1))
      .filter(isHere);

  // Recorded: test_lambda_common.json.
  describe(`runtimes recorded on AWS, on the ${sandboxHost} host`, () => {
    let hearth: RecordedFunctions;
    beforeAll(async () => {
      hearth = await RecordedFunctions.start({ sandboxHost, ...(sandboxHost === 'docker' && { skipPullImage: true }) });
    });
    afterAll(async () => {
      await hearth[Symbol.asyncDispose]();
    });

    it.each(runtimesOf('test_introspection_invoke'))(
      '%s shows what it sees (test_introspection_invoke)',
      async (runtime) => {
        const FunctionName = `introspection-${runtime.replace('.', '')}`;
        const { handler: Handler, introspection } = sourceFor(runtime);
        const Environment = { Variables: { TEST_KEY: 'TEST_VAL' } };
        const known = { '<function-name:1>': FunctionName };
        const recorded = recordedTest(file, `${common}test_introspection_invoke[${runtime}]`, known);
        const input = { FunctionName, Runtime: runtime as Runtime, MemorySize: 1024, Environment, Handler };
        await hearth.create(input, introspection);

        const plain = await hearth.invoke(FunctionName);
        const qualified = await hearth.invoke(FunctionName, {}, { Qualifier: '$LATEST' });

        expect([
          ...introspectionDifferences(recorded, 'invocation_result_payload', plain, sandboxHost),
          ...introspectionDifferences(recorded, 'invocation_result_payload_qualified', qualified, sandboxHost),
        ]).toEqual([]);
      },
    );

    it.each(runtimesOf('test_uncaught_exception_invoke'))(
      '%s tells of an exception (test_uncaught_exception_invoke)',
      async (runtime) => {
        const FunctionName = `uncaught-${runtime.replace('.', '')}`;
        const { handler: Handler, uncaught } = sourceFor(runtime);
        const recorded = recordedTest(file, `${common}test_uncaught_exception_invoke[${runtime}]`);
        await hearth.create({ FunctionName, Runtime: runtime as Runtime, Handler }, uncaught);

        recorded.expectStep('error_result', await hearth.invoke(FunctionName, { error_msg: 'some_error_msg' }));
      },
    );
  });
}

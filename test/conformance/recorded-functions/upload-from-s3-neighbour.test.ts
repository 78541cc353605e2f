import { S3 } from '@aws-sdk/client-s3';
import { expect, it } from '@jest/globals';
import { MotoServer } from '../../support/neighbours/moto-server.js';
import { RecordedFunctions, recordedTest } from '../../support/recorded-functions.js';
import { zipOf } from '../../support/zip.js';

// Recorded: test_lambda.json; here the S3 is moto's, and the function runs in the machine's own Python.
it('a function whose code is in S3 is made and run (test_upload_lambda_from_s3)', async () => {
  const FunctionName = 'from-s3';
  const known = { '<function-name:1>': FunctionName };
  const recorded = recordedTest('test_lambda', 'TestLambdaFeatures::test_upload_lambda_from_s3', known);
  await using moto = await MotoServer.start();
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const s3 = new S3({ endpoint: moto.url, region: 'us-east-1', credentials, forcePathStyle: true });
  await s3.createBucket({ Bucket: 'code' });
  await s3.putObject({ Bucket: 'code', Key: 'function.zip', Body: await zipOf({ 'handler.py': code }) });
  s3.destroy();
  await using hearth = await RecordedFunctions.start({ sandboxHost: 'process', awsEndpoint: moto.url });
  const Code = { S3Bucket: 'code', S3Key: 'function.zip' };
  const created = await hearth.create(
    { FunctionName, Runtime: 'python3.12', Handler: 'handler.handler', Timeout: 10, Code },
    {},
  );

  const answer = await hearth.invoke(FunctionName, { foo: 'bar with \'quotes"' });

  recorded.expectStep('creation-response', created);
  recorded.expectStep('invocation-response', answer);
  expect(answer).not.toHaveProperty('FunctionError');
});

const code = `def handler(event, context):
    return {
        "event": event,
        "context": {
            "aws_request_id": context.aws_request_id,
            "client_context": context.client_context,
            "function_name": context.function_name,
            "function_version": context.function_version,
            "invoked_function_arn": context.invoked_function_arn,
            "log_group_name": context.log_group_name,
            "log_stream_name": context.log_stream_name,
            "memory_limit_in_mb": context.memory_limit_in_mb,
        },
    }
`;

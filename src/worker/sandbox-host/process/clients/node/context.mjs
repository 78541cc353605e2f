import { modern } from './generation.mjs';

/**
 * The parts of `context` that come from the environment and from the headers of `next`, and the trace id for
 * instrumentation to find.
 */
export function contextData(headers) {
  const deadlineMs = Number(headers['lambda-runtime-deadline-ms']);
  const traceId = headers['lambda-runtime-trace-id'];
  if (traceId) process.env._X_AMZN_TRACE_ID = traceId;
  else delete process.env._X_AMZN_TRACE_ID;
  const ofFunction = {
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
  };
  const ofInvocation = {
    clientContext: jsonHeader(headers, 'lambda-runtime-client-context'),
    identity: jsonHeader(headers, 'lambda-runtime-cognito-identity'),
    invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
    awsRequestId: headers['lambda-runtime-aws-request-id'],
    tenantId: headers['lambda-runtime-aws-tenant-id'],
    ...(modern ? { xRayTraceId: traceId } : {}),
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
  return modern ? { ...ofInvocation, ...ofFunction } : { ...ofFunction, ...ofInvocation };
}

function jsonHeader(headers, name) {
  if (!headers[name]) return undefined;
  try {
    return JSON.parse(headers[name]);
  } catch (error) {
    throw new Error(`Cannot parse the header ${name} as JSON: ${error.message}`);
  }
}

/** Files of functions that do what the recorded ones show in their answers. */
export interface RecordedSource {
  readonly handler: string;
  /** Answers its environment and its context. */
  readonly introspection: Readonly<Record<string, string>>;
  /** Throws what the event says. */
  readonly uncaught: Readonly<Record<string, string>>;
}

export function sourceFor(runtime: string): RecordedSource {
  return runtime.startsWith('nodejs') ? node : python;
}

const python: RecordedSource = {
  handler: 'handler.handler',
  introspection: {
    'handler.py': `import os

def handler(event, ctx):
    return {
        "environment": dict(os.environ),
        "ctx": {
            "function_name": ctx.function_name,
            "function_version": ctx.function_version,
            "invoked_function_arn": ctx.invoked_function_arn,
            "memory_limit_in_mb": ctx.memory_limit_in_mb,
            "aws_request_id": ctx.aws_request_id,
            "log_group_name": ctx.log_group_name,
            "log_stream_name": ctx.log_stream_name,
            "remaining_time_in_millis": ctx.get_remaining_time_in_millis(),
        },
        "packages": [],
    }
`,
  },
  uncaught: {
    'handler.py': 'def handler(event, ctx):\n    raise Exception("Failed: {}".format(event.get("error_msg")))\n',
  },
};

const node: RecordedSource = {
  handler: 'index.handler',
  introspection: {
    'index.js': `exports.handler = async (event, context) => ({
  environment: process.env,
  ctx: {
    function_name: context.functionName,
    function_version: context.functionVersion,
    invoked_function_arn: context.invokedFunctionArn,
    aws_request_id: context.awsRequestId,
    log_group_name: context.logGroupName,
    log_stream_name: context.logStreamName,
    remaining_time_in_millis: context.getRemainingTimeInMillis(),
  },
  packages: [],
});
`,
  },
  uncaught: {
    'index.js': 'exports.handler = async (event) => {\n  throw new Error(`Error: ${event.error_msg}`);\n};\n',
  },
};

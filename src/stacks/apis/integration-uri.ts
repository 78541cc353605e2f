/** The function that an integration's or authorizer's URI calls, by ARN or name; undefined when it calls none. */
export function functionInUri(uri: string | undefined): string | undefined {
  if (uri === undefined) return undefined;
  const inPath = /:lambda:path\/.*?\/functions\/(.+?)\/(?:response-streaming-)?invocations$/.exec(uri)?.[1];
  if (inPath !== undefined) return inPath;
  return /^arn:[^:]+:lambda:[^:]*:[^:]*:function:/.test(uri) ? uri : undefined;
}

/** `arn:aws:apigateway:eu-west-1:sqs:path/…` → `sqs`. */
export function serviceInUri(uri: string): string | undefined {
  return /^arn:[^:]+:apigateway:[^:]*:([^:]+):(?:path|action)\//.exec(uri)?.[1];
}

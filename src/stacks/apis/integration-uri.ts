import type { ServiceTarget } from '../../model/index.js';

/** The function that an integration's or authorizer's URI calls, by ARN or name; undefined when it calls none. */
export function functionInUri(uri: string | undefined): string | undefined {
  if (uri === undefined) return undefined;
  const inPath = /:lambda:path\/.*?\/functions\/(.+?)\/(?:response-streaming-)?invocations$/.exec(uri)?.[1];
  if (inPath !== undefined) return inPath;
  return /^arn:[^:]+:lambda:[^:]*:[^:]*:function:/.test(uri) ? uri : undefined;
}

/** `arn:aws:apigateway:eu-west-1:sqs:path/…`, `…:sns:action/Publish`, `…:bucket.s3:path/key`; undefined when the URI is no such one. */
export function serviceInUri(uri: string): ServiceTarget | undefined {
  const [, region = '', host, kind, rest = ''] =
    /^arn:[^:]+:apigateway:([^:]*):([^:]+):(path|action)\/(.*)$/s.exec(uri) ?? [];
  if (host === undefined) return undefined;
  const dot = host.lastIndexOf('.');
  return {
    region,
    service: host.slice(dot + 1),
    ...(dot !== -1 && { subdomain: host.slice(0, dot) }),
    target: kind === 'path' ? { path: rest } : { action: rest },
  };
}

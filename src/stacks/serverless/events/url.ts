import { mapOf } from '../../resolver/properties.js';
import { present, type Values } from '../service.js';

/** `url: true` or a map → SAM's `FunctionUrlConfig`; undefined when it is switched off. */
export function urlConfig(url: unknown): Values | undefined {
  if (url === false) return undefined;
  const values = mapOf(url) ?? {};
  return present({
    AuthType: values['authorizer'] === 'aws_iam' ? 'AWS_IAM' : 'NONE',
    InvokeMode: values['invokeMode'],
    Cors: corsOf(values['cors'], ['*'], urlCorsHeaders),
  });
}

/** `cors: true` allows what Serverless allows for every API and URL; methods and headers differ between them. */
export function corsOf(
  cors: unknown,
  methods: readonly string[],
  headers: readonly string[] = corsHeaders,
): Values | undefined {
  if (cors === undefined || cors === false) return undefined;
  const values = mapOf(cors) ?? {};
  const list = (key: string, fallback?: readonly string[]): unknown => {
    const value = values[key] ?? fallback;
    return value === undefined || Array.isArray(value) ? value : [value];
  };
  return present({
    AllowOrigins: list('allowedOrigins', ['*']),
    AllowHeaders: list('allowedHeaders', headers),
    AllowMethods: list('allowedMethods', methods),
    AllowCredentials: values['allowCredentials'],
    ExposeHeaders: list('exposedResponseHeaders'),
    MaxAge: values['maxAge'],
  });
}

export const corsHeaders = [
  'Content-Type',
  'X-Amz-Date',
  'Authorization',
  'X-Api-Key',
  'X-Amz-Security-Token',
  'X-Amz-User-Agent',
  'X-Amzn-Trace-Id',
];

const urlCorsHeaders = corsHeaders.filter((name) => name !== 'X-Amz-User-Agent');

import type { IncomingHttpHeaders } from 'node:http';
import type { PostedError } from '../runtime-api.js';

const causeContentType = 'application/vnd.aws.lambda.error.cause+json';

/** Reads what a runtime posted to `/error` or `/init/error`; the body stays verbatim except that an `errorCause` is split off (runtime contract §1.6). */
export function readPostedError(headers: IncomingHttpHeaders, body: Buffer): PostedError {
  const header = oneValue(headers['lambda-runtime-function-error-type']);
  const carriesCause = headers['content-type']?.toLowerCase().startsWith(causeContentType) === true;
  return postedError(carriesCause ? withoutCause(body) : body, header);
}

/** A `PostedError` from its body and the error type that came beside it, either of which may be missing. */
export function postedError(body: Buffer, typeBeside: string | undefined): PostedError {
  const errorType = typeInBody(body) ?? typeBeside;
  const payload = body.length === 0 && errorType !== undefined ? Buffer.from(JSON.stringify({ errorType })) : body;
  const reportedType = normalisedErrorType(typeBeside ?? errorType ?? '');
  return errorType === undefined ? { payload, reportedType } : { payload, errorType, reportedType };
}

/** The closed vocabulary of REPORT and telemetry. */
export function normalisedErrorType(errorType: string): string {
  if (/^(Runtime|Function)\.[A-Z][a-zA-Z]+$/.test(errorType)) return errorType;
  return errorType.startsWith('Function.') ? 'Function.Unknown' : 'Runtime.Unknown';
}

function typeInBody(body: Buffer): string | undefined {
  const { errorType } = parsedObject(body) ?? {};
  return typeof errorType === 'string' && errorType !== '' ? errorType : undefined;
}

function withoutCause(body: Buffer): Buffer {
  const parsed = parsedObject(body);
  if (parsed === undefined) return body;
  delete parsed['errorCause'];
  return Buffer.from(JSON.stringify(parsed));
}

function parsedObject(body: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function oneValue(value: string | string[] | undefined): string | undefined {
  const one = Array.isArray(value) ? value[0] : value;
  return one === '' ? undefined : one;
}

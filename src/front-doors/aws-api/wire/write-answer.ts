import type { ServerResponse } from 'node:http';
import { type Logger, messageOf, type WholeResponse } from '../../../base/index.js';
import { AwsError, serviceException } from '../../../model/index.js';

/** What an operation answers; without `body` nothing is sent but the status. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** Runs once the answer is out, or the client is gone. */
  readonly afterwards?: () => void;
}

/** Sends a JSON answer with the headers that AWS sends; `Date` and `Connection` are Node's. */
export function writeAnswer(response: ServerResponse, requestId: string, { status, body, afterwards }: Answer): void {
  if (afterwards !== undefined) onceClosed(response, afterwards);
  if (body === undefined) {
    response.writeHead(status, { 'x-amzn-RequestId': requestId, ...(status !== 204 && { 'Content-Length': 0 }) });
    response.end();
    return;
  }
  writeJson(response, status, { 'x-amzn-RequestId': requestId }, body);
}

/**
 * Sends an error in AWS's form: bare name in `x-amzn-ErrorType`, compact JSON without `__type` (contract §2.2). What was thrown and is no
 * `AwsError` is ours: it is told to the user and answered as `ServiceException`.
 */
export function writeError(response: WholeResponse, requestId: string, thrown: unknown, logger: Logger): void {
  if (response.destroyed) {
    logger.debug(`A client of the AWS API went away before its answer: ${messageOf(thrown)}`);
    return;
  }
  if (!(thrown instanceof AwsError))
    logger.error(`A request of the AWS API failed: ${messageOf(thrown)}`, { cause: thrown });
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const error = thrown instanceof AwsError ? thrown : serviceException(messageOf(thrown));
  const headers = { 'x-amzn-RequestId': requestId, 'x-amzn-ErrorType': error.code, ...error.headers };
  writeJson(response, error.status, headers, error.body);
}

/** A client that went away has closed its response before there was an answer. */
function onceClosed(response: ServerResponse, callback: () => void): void {
  if (response.destroyed) callback();
  else response.once('close', callback);
}

function writeJson(
  response: WholeResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: unknown,
): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { ...headers, 'Content-Type': 'application/json', 'Content-Length': bytes.length });
  response.end(bytes);
}

import type { ServerResponse } from 'node:http';
import { limits } from '../../model/index.js';
import type { RuntimeState } from './runtime/runtime-states.js';

const okBody = '{"status":"OK"}\n';
const okHead = ['Content-Type', 'application/json', 'Content-Length', String(okBody.length)];

/** 202 as every client accepts it: with a Content-Length, never chunked (runtime contract, rule 9). */
export function replyAccepted(response: ServerResponse): void {
  response.writeHead(202, okHead);
  response.end(okBody);
}

/** The head of an answer that is written without `node:http`; `headers` are names and values in turn. */
export function rawHead(status: string, headers: readonly string[]): string {
  let head = `HTTP/1.1 ${status}\r\n`;
  for (let at = 0; at < headers.length; at += 2) head += `${headers[at] ?? ''}: ${headers[at + 1] ?? ''}\r\n`;
  return `${head}Connection: keep-alive\r\n\r\n`;
}

/** What `replyAccepted` answers, for connections that are served without `node:http`. */
export const acceptedReply = `${rawHead('202 Accepted', okHead)}${okBody}`;

/** An error answer of the Runtime API (runtime contract §1.2). */
export interface RuntimeApiError {
  readonly status: number;
  readonly errorType: string;
  readonly errorMessage: string;
}

export const invalidRequestId: RuntimeApiError = {
  status: 400,
  errorType: 'InvalidRequestID',
  errorMessage: 'Invalid request ID',
};

export const invalidInvocationId: RuntimeApiError = {
  status: 400,
  errorType: 'InvalidInvocationId',
  errorMessage: 'Invalid invocation ID',
};

export const invalidResponseMode: RuntimeApiError = {
  status: 400,
  errorType: 'InvalidFunctionResponseMode',
  errorMessage: 'Invalid function response mode',
};

export const truncatedRequest: RuntimeApiError = {
  status: 400,
  errorType: 'TruncatedHTTPRequest',
  errorMessage: 'HTTP request detected as truncated',
};

export const entityTooLarge: RuntimeApiError = {
  status: 413,
  errorType: 'RequestEntityTooLarge',
  errorMessage: `Exceeded maximum allowed payload size (${limits.bufferedResponse} bytes).`,
};

/** "Container error": the runtime's session is over, and it should exit. */
export const containerError: RuntimeApiError = {
  status: 500,
  errorType: 'InternalServerError',
  errorMessage: 'Internal Server Error',
};

export function illegalTransition(from: RuntimeState, to: RuntimeState): RuntimeApiError {
  return {
    status: 403,
    errorType: 'InvalidStateTransition',
    errorMessage: `State transition from ${from} to ${to} failed for runtime. Error: State transition is not allowed`,
  };
}

export function errorBody({ errorMessage, errorType }: RuntimeApiError): string {
  return `${JSON.stringify({ errorMessage, errorType })}\n`;
}

export function replyError(response: ServerResponse, error: RuntimeApiError): void {
  replyText(response, error.status, 'application/json', errorBody(error));
}

export function replyText(response: ServerResponse, status: number, contentType: string, text: string): void {
  response.writeHead(status, ['Content-Type', contentType, 'Content-Length', String(Buffer.byteLength(text))]);
  response.end(text);
}

/** The last words to a client that has closed its side in the midst of a request. */
export function truncatedReply(): string {
  const body = errorBody(truncatedRequest);
  const head = `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close`;
  return `HTTP/1.1 400 Bad Request\r\n${head}\r\n\r\n${body}`;
}

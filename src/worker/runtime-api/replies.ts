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

import type { Header } from './client-request.js';

/** Dropped on the way to an endpoint even when they are mapped, as recorded on AWS (http contract §1.4). */
const neverSent = new Set(['connection', 'expect', 'proxy-authenticate', 'te', 'via']);

export function sendableHeaders(mapped: readonly Header[]): Header[] {
  return mapped.filter(([name]) => !neverSent.has(name.toLowerCase()));
}

/** Mapping one of these fails the request, as recorded on AWS (http contract §1.4). */
const illegal = /^(content-length|transfer-encoding|x-amzn-trace-id|x-amzn-apigateway-api-id)$/i;

export function illegalHeader(headers: readonly Header[]): string | undefined {
  return headers.find(([name]) => illegal.test(name))?.[0];
}

/** These too where an AWS service is called. */
const illegalForServices = /^(authorization|connection|expect|proxy-authenticate|te)$/i;

export function illegalServiceHeader(headers: readonly Header[]): string | undefined {
  return illegalHeader(headers) ?? headers.find(([name]) => illegalForServices.test(name))?.[0];
}

import { ClientGone, newUuid } from '../../base/index.js';
import type { Answer } from '../api-gateway/api-door.js';
import { conditionValues } from '../api-gateway/authorizers/condition-values.js';
import { mockHint } from '../api-gateway/authorizers/refusal-hint.js';
import { type ClientRequestHead, type Header, headerOf } from '../api-gateway/client-request.js';
import type { DoorNeeds } from '../api-gateway/door-needs.js';
import { verifySignature } from '../api-gateway/iam/verify-signature.js';
import type { Arrived } from '../api-gateway/exchange.js';
import { readBody } from '../api-gateway/read-body.js';
import { continueTrace } from '../api-gateway/trace-id.js';
import type { UrlAddress } from './address.js';
import { callUrl } from './call-url.js';
import { corsHeaders, urlPreflight } from './cors.js';
import { findUrl, type FoundUrl, type UrlRegistry } from './find-url.js';
import { urlRefusal, type UrlRefusal } from './refusals.js';
import type { UrlRequest } from './request-to-event.js';

/** A request for a function URL. */
export interface UrlArrival extends Arrived, UrlAddress {
  readonly head: ClientRequestHead;
}

export interface UrlDoorNeeds extends DoorNeeds {
  readonly registry: UrlRegistry;
}

/** 6 MB each way (http contract §4.3). */
const bodyLimit = 6 * 1024 * 1024;

/** Lambda's function URLs, buffered and streamed. */
export function createFunctionUrlDoor(needs: UrlDoorNeeds): (arrival: UrlArrival) => Promise<Answer> {
  return async ({ head, urlId, path, request, response, stream }) => {
    const requestId = newUuid();
    const traceId = continueTrace(headerOf(head.headers, 'x-amzn-trace-id'), head.receivedAtMs);
    const ids: Header[] = [
      ['x-amzn-RequestId', requestId],
      ['X-Amzn-Trace-Id', traceId],
    ];
    const found = findUrl(needs.registry, urlId);
    if (found === undefined) return urlRefusal('unknown-url', ids);
    const { url } = found;
    const preflight = urlPreflight(url.cors, head, ids);
    if (preflight !== undefined) return preflight;
    const own = [...ids, ...corsHeaders(url.cors, head)];
    const signal = new ClientGone(response);
    const body = await readBody(request, bodyLimit).catch(() => 'gone' as const);
    if (body === 'gone') return 'sent';
    if (body === undefined) return urlRefusal('request-too-large', own);
    const arrived: UrlRequest = { client: { ...head, body }, url, path, requestId, traceId };
    const allowed = await authorize(needs, found, arrived);
    if ('refusal' in allowed) {
      if (allowed.reason !== undefined) needs.logger.warn(`${head.method} ${head.path} answers 403: ${allowed.reason}`);
      return urlRefusal(allowed.refusal, own);
    }
    const answered = await callUrl(needs, allowed, own, { signal, stream });
    return signal.aborted ? 'sent' : answered;
  };
}

async function authorize(
  { authorization, permissions }: DoorNeeds,
  { url, permits }: FoundUrl,
  request: UrlRequest,
): Promise<UrlRequest | { readonly refusal: UrlRefusal; readonly reason?: string }> {
  if (authorization.disabled) return request;
  const enforced = permissions !== undefined;
  const { organizationId } = authorization;
  const asked = { values: conditionValues(request.client), permissions, organizationId };
  const name = `the function URL of "${url.functionReference}"`;
  if (url.authType === 'NONE') {
    if (permits({ ...asked, caller: undefined })) return request;
    const reason = `${name} has no permission for everyone (AddPermission with ${enforced ? 'lambda:InvokeFunctionUrl and lambda:InvokeFunction' : 'lambda:InvokeFunctionUrl'}). ${mockHint.other}`;
    return { refusal: 'forbidden', reason };
  }
  const verdict = await verifySignature(request.client, 'lambda', authorization.secrets);
  switch (verdict.verdict) {
    case 'verified':
      return permits({ ...asked, caller: verdict.caller })
        ? { ...request, caller: verdict.caller }
        : { refusal: 'forbidden' };
    case 'unknown-key':
      return {
        refusal: 'forbidden',
        reason: `${name}: the secret of the access key is not known here. ${mockHint.other}`,
      };
    case 'wrong':
    case 'untimely':
      return { refusal: 'bad-signature' };
    case 'unsigned':
      return { refusal: 'forbidden' };
  }
}

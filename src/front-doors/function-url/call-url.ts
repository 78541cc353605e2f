import type { WaitSignal } from '../../base/index.js';
import type { Answer, Exchange } from '../api-gateway/api-door.js';
import { callFunction, type CallResult } from '../api-gateway/call-function.js';
import type { Header } from '../api-gateway/client-request.js';
import type { DoorNeeds } from '../api-gateway/door-needs.js';
import { StreamedResponse } from '../api-gateway/streaming/streamed-response.js';
import { urlRefusal, type UrlRefusal } from './refusals.js';
import { type UrlRequest, urlRequestToEvent } from './request-to-event.js';
import { urlHeaders, urlResultToResponse } from './result-to-response.js';

/** Invokes the function behind a URL; it may take as long as the function may run. `own` are the headers of the URL itself. */
export async function callUrl(
  needs: DoorNeeds,
  request: UrlRequest,
  own: readonly Header[],
  { signal, stream }: Exchange,
): Promise<Answer> {
  const { url, client, path } = request;
  const refuse = (refusal: UrlRefusal, reason?: string, cause?: unknown): Answer => {
    const answer = urlRefusal(refusal, own);
    const fields = cause === undefined ? {} : { error: cause };
    if (reason !== undefined && !signal.aborted) {
      needs.logger.warn(
        `${client.method} ${path} answers ${answer.status}: function "${url.functionReference}": ${reason}`,
        fields,
      );
    }
    return answer;
  };
  const sink =
    url.invokeMode === 'BUFFERED' || stream === undefined
      ? undefined
      : new StreamedResponse(stream, {
          needsPrelude: false,
          head: (prelude) => ({
            status: prelude?.status ?? 200,
            headers: urlHeaders(prelude?.headers ?? [], own, 'application/octet-stream'),
          }),
        });
  const call = await invoke(needs, request, signal, sink);
  if ('failed' in call) return sink?.begun === true ? breakOff(sink) : refuse(call.failed, call.reason, call.cause);
  const { outcome } = call;
  if (outcome.outcome === 'function-error') return sink?.begun === true ? breakOff(sink) : refuse('function-error');
  if (sink === undefined) {
    const answered = urlResultToResponse(outcome, own);
    return 'malformed' in answered ? refuse('function-error', `malformed result: ${answered.malformed}.`) : answered;
  }
  // A handler that does not stream: its result is the body as it is.
  if (!outcome.streamed) return { status: 200, headers: urlHeaders([], own), body: outcome.payload };
  return sink.end() ? 'sent' : refuse('function-error', sink.malformed);
}

function breakOff(sink: StreamedResponse): Answer {
  sink.breakOff();
  return 'sent';
}

function invoke(
  needs: DoorNeeds,
  request: UrlRequest,
  signal: WaitSignal,
  sink: StreamedResponse | undefined,
): Promise<CallResult> {
  const { url, traceId, requestId } = request;
  return callFunction(needs, {
    functionReference: url.functionReference,
    owner: url,
    payload: Buffer.from(JSON.stringify(urlRequestToEvent(request))),
    timeoutMs: Infinity,
    traceId,
    requestId,
    signal,
    source: 'checked',
    ...(sink !== undefined && { sink }),
  });
}

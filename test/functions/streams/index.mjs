/* global awslambda */
import { setTimeout as pause } from 'node:timers/promises';

// Event: {"chunks": ["a", "b"], "pauseMs": 20, "http": {"statusCode": 201, …}, "failBefore": 1 (index of the chunk it fails before)}
export const handler = awslambda.streamifyResponse(async (event, responseStream) => {
  const out = event.http ? awslambda.HttpResponseStream.from(responseStream, event.http) : responseStream;
  if (event.contentType) out.setContentType(event.contentType);
  const chunks = event.chunks ?? ['one,', 'two,', 'three'];
  for (const [index, chunk] of chunks.entries()) {
    if (event.failBefore === index) throw new RangeError('The stream broke.');
    out.write(chunk);
    await pause(event.pauseMs ?? 5);
  }
  out.end();
  await out.finished?.();
});

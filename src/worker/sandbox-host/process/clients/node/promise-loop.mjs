import { runtimeError } from './error-bodies.mjs';
import { contextData } from './context.mjs';
import { responseStream } from './response-stream.mjs';

const callbacksRemoved =
  'ERROR: AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify ' +
  'this function to use a supported handler signature to use Node.js 24 or later. For more information see ' +
  'https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html.';

/** Throws for a handler that wants a callback, which nodejs24.x and later no longer give. */
export function refuseCallbackHandler(handler, streaming) {
  if (handler.length >= 3 && streaming === undefined) throw runtimeError('CallbackHandlerDeprecated', callbacksRemoved);
}

/**
 * The loop of nodejs24.x and later: only what the handler returns or throws counts, and the event loop is never waited for.
 * Uncaught errors and rejections are left to Node, which ends the process.
 */
export async function runPromiseLoop({ api, handler, streaming, log }) {
  const processor =
    streaming === undefined
      ? new BufferedInvokeProcessor(api, handler, log)
      : new StreamingInvokeProcessor(api, handler, log, streaming.highWaterMark);
  for (;;) {
    const { headers, event } = await api.next();
    const context = contextData(headers);
    log.setCurrent(context.awsRequestId, context.tenantId);
    await processor.answer(JSON.parse(event), context);
  }
}

// The handler is called as a method of a class of this name, because that is what stack traces on AWS show.
class BufferedInvokeProcessor {
  constructor(api, handler, log) {
    this.api = api;
    this.handler = handler;
    this.log = log;
  }

  async answer(event, context) {
    try {
      const result = await this.handler(event, context);
      await nextTurn();
      await this.api.respond(context.awsRequestId, result);
    } catch (error) {
      await nextTurn();
      this.log.logError('Invoke Error', error);
      await this.api.fail(context.awsRequestId, error);
    }
  }
}

class StreamingInvokeProcessor {
  constructor(api, handler, log, highWaterMark) {
    this.api = api;
    this.handler = handler;
    this.log = log;
    this.highWaterMark = highWaterMark;
  }

  async answer(event, context) {
    const response = responseStream(this.api.openStream(context.awsRequestId, this.highWaterMark));
    try {
      const running = this.handler(event, response.stream, context);
      if (typeof running?.then !== 'function') throw new Error('Streaming does not support non-async handlers.');
      if ((await running) !== undefined) console.warn('Streaming handlers ignore return values.');
      await response.answered;
      if (!response.stream.writableFinished) throw new Error('Response stream is not finished.');
    } catch (error) {
      await nextTurn();
      this.log.logError('Invoke Error', error);
      await response.fail(error);
    }
  }
}

function nextTurn() {
  return new Promise((resolve) => setImmediate(resolve));
}

import { errorBody, runtimeError } from './error-bodies.mjs';

const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');
const highWaterMark = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');
const httpIntegration = 'application/vnd.awslambda.http-integration-response';

/** Defines the global `awslambda` that streaming handlers use; AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA leaves it away. */
export function defineAwsLambdaGlobal() {
  if (['1', 'true'].includes(process.env.AWS_LAMBDA_NODEJS_NO_GLOBAL_AWSLAMBDA ?? '')) return;
  globalThis.awslambda = {
    ...globalThis.awslambda,
    streamifyResponse(handler, options) {
      handler[streaming] = 'response';
      if (typeof options?.highWaterMark === 'number') handler[highWaterMark] = Math.trunc(options.highWaterMark);
      return handler;
    },
    HttpResponseStream: class HttpResponseStream {
      /** Sends `metadata` (status code, headers, cookies) before the first byte that is written to `stream`. */
      static from(stream, metadata) {
        stream.setContentType(httpIntegration);
        stream._onBeforeFirstWrite = (write) => {
          write(JSON.stringify(metadata));
          write(new Uint8Array(8));
        };
        return stream;
      }
    },
  };
}

/** Whether a handler streams, and with which high-water mark. */
export function streamingOf(handler) {
  const mode = handler[streaming];
  if (!mode) return undefined;
  if (mode !== 'response') throw runtimeError('MalformedStreamingHandler', 'Only response streaming is supported.');
  const mark = Number(handler[highWaterMark]);
  return { highWaterMark: Number.isNaN(mark) ? undefined : mark };
}

/**
 * The stream that a handler writes to: a request to the Runtime API, narrowed to what a writable stream has.
 * `fail` ends it with the two trailers of a mid-stream error.
 */
export function responseStream({ request, answered }) {
  let written = false;
  const writeNow = request.write.bind(request);
  const stream = Object.create(null);
  for (const name of methods) stream[name] = request[name].bind(request);
  for (const name of properties) Object.defineProperty(stream, name, { get: () => request[name], enumerable: true });
  Object.assign(stream, {
    setContentType(contentType) {
      if (written) throw runtimeError('InvalidStreamingOperation', 'Cannot set content-type, too late.');
      request.setHeader('Content-Type', contentType);
    },
    write(chunk, encoding, callback) {
      if (!written) {
        written = true;
        stream._onBeforeFirstWrite?.((first) => writeNow(first));
      }
      return writeNow(toBytes(chunk), encoding, callback);
    },
  });
  // pipe() and pipeline() ask the stream itself, not the request behind it.
  stream.on = chained(request, stream, 'on');
  stream.once = chained(request, stream, 'once');

  return {
    stream,
    answered,
    fail(thrown) {
      const body = errorBody(thrown);
      request.addTrailers({
        'Lambda-Runtime-Function-Error-Type': body.errorType,
        'Lambda-Runtime-Function-Error-Body': Buffer.from(JSON.stringify(body)).toString('base64'),
      });
      return new Promise((resolve) => request.end(resolve));
    },
  };
}

function chained(request, stream, name) {
  return (event, listener) => {
    request[name](event, listener);
    return stream;
  };
}

function toBytes(chunk) {
  return typeof chunk === 'string' || chunk instanceof Uint8Array ? chunk : JSON.stringify(chunk);
}

const methods = [
  ...['cork', 'uncork', 'destroy', 'end', 'emit', 'eventNames', 'getMaxListeners', 'setMaxListeners', 'listenerCount'],
  ...['addListener', 'listeners', 'rawListeners', 'off', 'prependListener', 'prependOnceListener'],
  ...['removeListener', 'removeAllListeners'],
];
const properties = [
  ...['destroyed', 'writable', 'writableEnded', 'writableFinished', 'writableNeedDrain', 'writableObjectMode'],
  ...['writableHighWaterMark', 'writableLength', 'writableCorked'],
];

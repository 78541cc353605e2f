import { contextData } from './context.mjs';
import { responseStream } from './response-stream.mjs';

/**
 * The loop of nodejs22.x and earlier: a handler answers by promise, by callback or by `context.done`, `succeed` and `fail`;
 * an answer by callback waits until the event loop is empty unless `context.callbackWaitsForEmptyEventLoop` is false; a
 * handler that gives none answers `null` once the event loop is empty.
 */
export function runCallbackLoop({ api, handler, streaming, log, crash }) {
  const runtime = new Runtime(handler);
  const emptyLoop = { listener: undefined };
  process.on('beforeExit', () => {
    const { listener } = emptyLoop;
    emptyLoop.listener = undefined;
    listener?.();
  });

  const turn = async () => {
    const { headers, event } = await api.next();
    const requestId = headers['lambda-runtime-aws-request-id'];
    log.setCurrent(requestId, headers['lambda-runtime-aws-tenant-id']);
    crash.report = (error) => api.fail(requestId, error);
    const run = streaming === undefined ? startHandler : startStreamingHandler;
    run({ api, runtime, streaming, log, headers, event, requestId, emptyLoop, nextTurn });
  };
  const nextTurn = () => {
    setImmediate(() => turn().catch(crash.lostApi));
  };
  nextTurn();
}

// The handler is called as a method of a class of this name, because that is what stack traces on AWS show.
class Runtime {
  constructor(handler) {
    this.handler = handler;
  }
}

function startHandler({ api, runtime, log, headers, event, requestId, emptyLoop, nextTurn }) {
  let waitsForEmptyLoop = true;
  let settled = false;

  const fail = (error) => {
    emptyLoop.listener = undefined;
    log.logError('Invoke Error', error);
    void api.fail(requestId, error).then(nextTurn);
  };
  const succeed = (result) => {
    emptyLoop.listener = undefined;
    void api.respond(requestId, result).then(nextTurn, fail);
  };
  // Whichever way of answering is used first is the only one that counts.
  const first =
    (settle) =>
    (...values) => {
      if (settled === 'by the empty event loop') {
        console.error(
          'Invocation has already been reported as done. Cannot call complete more than once per invocation.',
        );
      } else if (!settled) {
        settled = true;
        settle(...values);
      }
    };
  const done = (error, result) => (error === undefined || error === null ? succeed(result) : fail(error));
  const callback = first((error, result) => {
    if (waitsForEmptyLoop && (error === undefined || error === null)) {
      emptyLoop.listener = () => setImmediate(succeed, result);
    } else {
      done(error, result);
    }
  });

  const context = {
    get callbackWaitsForEmptyEventLoop() {
      return waitsForEmptyLoop;
    },
    set callbackWaitsForEmptyEventLoop(value) {
      waitsForEmptyLoop = value;
    },
    succeed: first(succeed),
    fail: first((error) => fail(error ?? 'handled')),
    done: first(done),
  };
  emptyLoop.listener = () => {
    settled = 'by the empty event loop';
    succeed(null);
  };
  try {
    const running = runtime.handler(JSON.parse(event), Object.assign(context, contextData(headers)), callback);
    if (typeof running?.then === 'function') running.then(context.succeed, context.fail);
  } catch (error) {
    callback(error);
  }
}

async function startStreamingHandler({ api, runtime, streaming, log, headers, event, requestId, emptyLoop, nextTurn }) {
  let waitsForEmptyLoop = true;
  const response = responseStream(api.openStream(requestId, streaming.highWaterMark));
  const goOn = () => {
    if (waitsForEmptyLoop) emptyLoop.listener = nextTurn;
    else nextTurn();
  };
  const context = {
    get callbackWaitsForEmptyEventLoop() {
      return waitsForEmptyLoop;
    },
    set callbackWaitsForEmptyEventLoop(value) {
      waitsForEmptyLoop = value;
    },
  };
  emptyLoop.listener = nextTurn;
  try {
    const running = runtime.handler(JSON.parse(event), response.stream, Object.assign(context, contextData(headers)));
    if (typeof running?.then !== 'function') throw 'Streaming does not support non-async handlers.';
    if ((await running) !== undefined) console.warn('Streaming handlers ignore return values.');
    await response.answered;
    if (!response.stream.writableFinished) throw 'Response stream is not finished.';
  } catch (error) {
    log.logError('Invoke Error', error);
    await response.fail(error);
  }
  emptyLoop.listener = undefined;
  goOn();
}

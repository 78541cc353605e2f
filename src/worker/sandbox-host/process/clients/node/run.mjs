import { ChannelApi } from './channel-api.mjs';
import { patchConsole } from './console-log.mjs';
import { runtimeError } from './error-bodies.mjs';
import { modern } from './generation.mjs';
import { loadHandler } from './load-handler.mjs';
import { importFromLayers } from './layer-modules.mjs';
import { keepModuleKindOf } from './module-kind.mjs';
import { refuseCallbackHandler, runPromiseLoop } from './promise-loop.mjs';
import { defineAwsLambdaGlobal, streamingOf } from './response-stream.mjs';
import { runCallbackLoop } from './callback-loop.mjs';

/** Loads the function that the environment names, and answers its events until the process ends. */
export async function run({ optFolder, channel }) {
  const api = channel === undefined ? await overHttp() : new ChannelApi(channel);
  const log = patchConsole({ requestIdBeforeFirstEvent: modern ? '-' : undefined });
  defineAwsLambdaGlobal();
  importFromLayers(optFolder);
  keepModuleKindOf(process.env.LAMBDA_TASK_ROOT);
  await (modern ? runModern(api, log) : runClassic(api, log));
}

async function load(api) {
  const handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  const streaming = streamingOf(handler);
  return { handler, streaming, api: streaming === undefined ? api : await overHttp() };
}

async function overHttp() {
  const { HttpApi } = await import('./http-api.mjs');
  return new HttpApi(process.env.AWS_LAMBDA_RUNTIME_API);
}

async function runModern(api, log) {
  let loaded;
  try {
    loaded = await load(api);
    refuseCallbackHandler(loaded.handler, loaded.streaming);
  } catch (error) {
    log.logError('Init Error', error);
    await api.failInit(error);
    throw error;
  }
  await runPromiseLoop({ log, ...loaded });
}

async function runClassic(api, log) {
  const crash = {
    report: (error) => api.failInit(error),
    lostApi(error) {
      process.stderr.write(`The Runtime API is gone: ${error.message}\n`);
      process.exit(1);
    },
  };
  const end = (message, error, exitCode) => {
    log.logError(message, error);
    crash.report(error).then(() => process.exit(exitCode), crash.lostApi);
  };
  const onUncaught = (error) => end('Uncaught Exception', error, 129);
  process.on('uncaughtException', onUncaught);
  process.on('unhandledRejection', (reason, promise) => {
    const error = Object.assign(runtimeError('UnhandledPromiseRejection', String(reason)), { reason, promise });
    end('Unhandled Promise Rejection', error, 128);
  });
  try {
    runCallbackLoop({ log, crash, ...(await load(api)) });
  } catch (error) {
    onUncaught(error);
  }
}

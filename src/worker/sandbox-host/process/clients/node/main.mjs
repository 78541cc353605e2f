// The runtime client of the `process` sandbox host for Node.js: node main.mjs <folder of the layers> [<descriptor of the channel to Hearth>]
import { patchConsole } from './console-log.mjs';
import { runtimeError } from './error-bodies.mjs';
import { modern } from './generation.mjs';
import { loadHandler } from './load-handler.mjs';
import { importFromLayers } from './layer-modules.mjs';
import { keepModuleKindOf } from './module-kind.mjs';
import { refuseCallbackHandler, runPromiseLoop } from './promise-loop.mjs';
import { defineAwsLambdaGlobal, streamingOf } from './response-stream.mjs';
import { runCallbackLoop } from './callback-loop.mjs';
import { ChannelApi } from './channel-api.mjs';

// On AWS there are none.
const [optFolder, channel] = process.argv.splice(2);
let api = channel === undefined ? await overHttp() : new ChannelApi(Number(channel));
const log = patchConsole({ requestIdBeforeFirstEvent: modern ? '-' : undefined });
defineAwsLambdaGlobal();
importFromLayers(optFolder);
keepModuleKindOf(process.env.LAMBDA_TASK_ROOT);

// Not awaited at the top level: then an unsettled promise would end the process with 13 instead of 0.
void (modern ? startModern() : startClassic());

async function load() {
  const handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  const streaming = streamingOf(handler);
  if (streaming !== undefined) api = await overHttp();
  return { handler, streaming };
}

async function overHttp() {
  const { HttpApi } = await import('./http-api.mjs');
  return new HttpApi(process.env.AWS_LAMBDA_RUNTIME_API);
}

async function startModern() {
  let loaded;
  try {
    loaded = await load();
    refuseCallbackHandler(loaded.handler, loaded.streaming);
  } catch (error) {
    log.logError('Init Error', error);
    await api.failInit(error);
    throw error;
  }
  await runPromiseLoop({ api, log, ...loaded });
}

async function startClassic() {
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
    const loaded = await load();
    runCallbackLoop({ api, log, crash, ...loaded });
  } catch (error) {
    onUncaught(error);
  }
}

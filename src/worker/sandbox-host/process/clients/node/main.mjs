// The runtime client of the `process` sandbox host for Node.js: node main.mjs <folder of the layers>
import { patchConsole } from './console-log.mjs';
import { runtimeError } from './error-bodies.mjs';
import { modern } from './generation.mjs';
import { loadHandler } from './load-handler.mjs';
import { importFromLayers } from './layer-modules.mjs';
import { keepModuleKindOf } from './module-kind.mjs';
import { refuseCallbackHandler, runPromiseLoop } from './promise-loop.mjs';
import { defineAwsLambdaGlobal, streamingOf } from './response-stream.mjs';
import { runCallbackLoop } from './callback-loop.mjs';
import { RuntimeApi } from './runtime-api.mjs';

const api = new RuntimeApi(process.env.AWS_LAMBDA_RUNTIME_API);
const log = patchConsole({ requestIdBeforeFirstEvent: modern ? '-' : undefined });
defineAwsLambdaGlobal();
importFromLayers(process.argv[2]);
keepModuleKindOf(process.env.LAMBDA_TASK_ROOT);

// Not awaited at the top level: then an unsettled promise would end the process with 13 instead of 0.
void (modern ? startModern() : startClassic());

async function load() {
  const handler = await loadHandler(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  return { handler, streaming: streamingOf(handler) };
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
    runCallbackLoop({ api, log, crash, ...(await load()) });
  } catch (error) {
    onUncaught(error);
  }
}

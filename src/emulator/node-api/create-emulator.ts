import path from 'node:path';
import { createLogger, silentLogger, UserError } from '../../base/index.js';
import { parseFunctionName, type Stack } from '../../model/index.js';
import { processEnvironment, readSettings } from '../../settings/index.js';
import { readStack } from '../../stacks/index.js';
import type { Emulator } from '../emulator.js';
import { startEmulator } from '../lazy-start.js';
import type { CreateEmulatorOptions } from './emulator-settings.js';
import type { FunctionDefinition } from './function-definition.js';
import type { HearthEmulator, InvokeAnswer } from './hearth-emulator.js';
import { settingsLayer } from './settings-layer.js';
import { stackOfFunction } from './stack-of-function.js';

/** Starts a Hearth in this process: free ports, nothing on the console, in memory unless told otherwise. */
export async function createEmulator(options: CreateEmulatorOptions = {}): Promise<HearthEmulator> {
  const folder = path.resolve(options.folder ?? '.');
  const { settings } = readSettings({
    command: 'createEmulator',
    flags: settingsLayer(options, folder),
    functionNames: [],
    environment: processEnvironment(),
    folder,
  });
  const { onMessage } = options;
  const emulator = await startEmulator({
    settings,
    logger:
      onMessage === undefined
        ? silentLogger
        : createLogger((level, message) => {
            if (level !== 'debug') onMessage(level, message);
          }),
    serveApis: true,
    awsPortMayMove: false,
    // A test's own: "hearth invoke" in the same project is not meant for it.
    findable: false,
    portFlags: { api: 'the option "port"', aws: 'the option "lambdaPort"' },
  });
  await emulator.ready();
  const { region, account } = settings;
  const stop = async (): Promise<void> => {
    await emulator[Symbol.asyncDispose]();
  };
  return {
    awsUrl: emulator.awsUrl,
    apiUrl: emulator.apiUrl ?? emulator.awsUrl,
    ...(emulator.certificateFile !== undefined && { certificateFile: emulator.certificateFile }),
    async deploy(project: string | FunctionDefinition) {
      const readAgain = (): Promise<Stack> =>
        typeof project === 'string'
          ? readStack({ ...settings, file: path.resolve(folder, project) })
          : Promise.resolve(stackOfFunction(project, { folder, region, account }));
      const stack = await readAgain();
      await emulator.deploy({ stack, readAgain });
      refuseProblems(emulator, stack);
    },
    async invoke(functionName, payload) {
      const target = parseFunctionName(functionName);
      if (target === undefined) throw new UserError(`Not a function name: "${functionName}". Give a name or an ARN.`);
      const { outcome, requestId, logTail } = await emulator.invoke({
        target: { region, account, ...target },
        payload: bytesOf(payload),
        invocationType: 'RequestResponse',
      });
      const text = outcome.payload.toString('utf8');
      const answer: InvokeAnswer = {
        payload: parsed(text),
        text,
        requestId,
        logTail: (await logTail()).toString('utf8'),
      };
      return outcome.outcome === 'success' ? answer : { ...answer, functionError: outcome.errorType };
    },
    url: (pathOrApi) =>
      pathOrApi.startsWith('/') ? `${emulator.apiUrl ?? ''}${pathOrApi}` : emulator.urlOfApi(pathOrApi),
    logs: (functionName) => emulator.recentLogs(functionName).map(({ text }) => text),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** A test that deploys something broken should fail at once, not at its first invocation. */
function refuseProblems(emulator: Emulator, stack: Stack): void {
  const names = new Set(stack.functions.map(({ name }) => name));
  const broken = emulator.functions().find(({ name, problem }) => names.has(name) && problem !== undefined);
  if (broken?.problem !== undefined) {
    throw new UserError(`Function "${broken.name}" cannot be loaded: ${broken.problem.message}`);
  }
}

function bytesOf(payload: unknown): Buffer {
  if (Buffer.isBuffer(payload)) return payload;
  return payload === undefined ? Buffer.alloc(0) : Buffer.from(JSON.stringify(payload));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

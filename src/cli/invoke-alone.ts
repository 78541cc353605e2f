import { parseFunctionName } from '../model/index.js';
import { UserError } from '../base/index.js';
import { type Project, startEmulator } from '../emulator/index.js';
import type { FunctionOutput } from './function-output.js';
import type { InvokedFunction, InvokeInput } from './invoked-function.js';
import { showPulls } from './pull-progress.js';
import type { Session } from './session.js';
import { showStarts } from './start-progress.js';

/** Invokes in a Hearth of this command's own that is gone afterwards; the function's log goes to `output` as it is written. */
export async function invokeAlone(
  session: Session,
  project: Project,
  functionName: string,
  { payload, tenantId }: InvokeInput,
  output: FunctionOutput,
): Promise<InvokedFunction> {
  const { settings, logger, terminal, clock, io } = session;
  const target = parseFunctionName(functionName);
  if (target === undefined) throw new UserError(`Not a function name: "${functionName}". Give a name or an ARN.`);
  const emulator = await startEmulator({
    settings: {
      ...settings,
      ephemeral: true,
      watch: false,
      apiPort: 0,
      lambdaPort: 0,
      shutdownGraceMs: 0,
      networkSlots: 0,
      gates: 0,
    },
    project,
    logger,
    clock,
    serveApis: false,
    onlyCalled: target.name,
    awsPortMayMove: false,
    portFlags: { api: '--port', aws: '--port' },
    onImageProgress: showPulls(terminal, logger),
    onSandboxStart: showStarts(session),
  });
  const unsubscribe = io.onStopSignal(() => void emulator.hurry());
  try {
    emulator.addLogDestination({
      write(line) {
        output.write(line);
        return undefined;
      },
    });
    const declared = project.stack.functions.find(({ name }) => name === target.name);
    const { region = settings.region, account = settings.account } = declared ?? {};
    const { outcome, logTail } = await emulator.invoke({
      target: { region, account, ...target },
      payload,
      invocationType: 'RequestResponse',
      tenantId,
    });
    await logTail();
    return { payload: outcome.payload, failed: outcome.outcome === 'function-error', logTail: '' };
  } finally {
    unsubscribe();
    await emulator[Symbol.asyncDispose]();
  }
}

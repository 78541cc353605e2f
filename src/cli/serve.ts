import type { Emulator, Project } from '../emulator/index.js';
import { tellDoors } from './banner.js';
import { openFunctionOutput } from './function-output.js';
import { exitStatus } from './io.js';
import { showPulls } from './pull-progress.js';
import type { Session } from './session.js';
import { showStarts } from './start-progress.js';
import { startEmulator } from '../emulator/index.js';

export interface ServeOptions {
  /** Reads the project, if there is one. */
  readonly project: (() => Promise<Project>) | undefined;
  readonly serveApis: boolean;
  readonly awsPortMayMove: boolean;
  readonly portFlags: { readonly api: string; readonly aws: string };
}

/** Runs an emulator until a signal asks to stop; a second signal ends running invocations at once. */
export async function serve(session: Session, options: ServeOptions): Promise<number> {
  const { settings, logger, terminal, io, clock } = session;
  const { project, ...doors } = options;
  const style = { format: settings.logFormat, prefixed: io.stdout.isTerminal, paint: session.paintOut };
  await using output = openFunctionOutput(
    session,
    (text) => {
      terminal.outLine(text);
    },
    style,
  );
  const stop = new AbortController();
  let emulator: Emulator | undefined = undefined as Emulator | undefined;
  const unsubscribe = io.onStopSignal(() => {
    if (!stop.signal.aborted) stop.abort();
    else void emulator?.hurry();
  });
  try {
    emulator = await startEmulator({
      ...doors,
      project,
      settings,
      logger,
      clock,
      onImageProgress: showPulls(terminal, logger),
      onSandboxStart: showStarts(session),
    });
    emulator.addLogDestination({
      write(line) {
        output.write(line);
        return undefined;
      },
    });
    await Promise.race([emulator.ready(), aborted(stop.signal)]);
    if (!stop.signal.aborted) tellDoors(emulator, session);
    // Who waits for the last line would otherwise wait for what is still being prepared, too.
    io.stderr.handOn?.();
    await aborted(stop.signal);
    logger.info('Stopping …');
    await emulator[Symbol.asyncDispose]();
    return exitStatus.success;
  } finally {
    unsubscribe();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}

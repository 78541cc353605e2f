import { ManualClock, silentLogger } from '../../src/base/index.js';
import type { FunctionVersion } from '../../src/model/index.js';
import { createFunctionLogs } from '../../src/worker/logs/index.js';
import { type Sandbox, startSandbox } from '../../src/worker/sandbox/index.js';
import { type FakeHostedSandbox, FakeSandboxHost, type RuntimeScript } from './fake-sandbox-host.js';
import { functionVersion } from './function-version.js';

/** A real sandbox whose runtime is a script and whose time stands still. */
export interface ScriptedSandbox {
  readonly sandbox: Sandbox;
  readonly hosted: FakeHostedSandbox;
  readonly clock: ManualClock;
  /** Every line of its log. */
  readonly lines: readonly string[];
}

export async function startScriptedSandbox(
  script: RuntimeScript,
  overrides: Partial<FunctionVersion> = {},
  host = new FakeSandboxHost(script),
): Promise<ScriptedSandbox> {
  const clock = new ManualClock();
  const logs = createFunctionLogs({ clock, logger: silentLogger });
  const lines: string[] = [];
  logs.addDestination({
    write: (line) => {
      lines.push(line.text);
      return undefined;
    },
  });
  const sandbox = await startSandbox(
    {
      function: functionVersion(overrides),
      host,
      image: { reference: 'none' },
      initializationType: 'on-demand',
      defaultEnvironment: {},
    },
    { clock, logger: silentLogger, logs },
  );
  const [hosted] = host.sandboxes;
  if (hosted === undefined) throw new Error('No sandbox was made.');
  return { sandbox, hosted, clock, lines };
}

/** Settles when the sandbox can be lent. */
export function idle(sandbox: Sandbox): Promise<void> {
  return sandbox.state === 'idle' ? Promise.resolve() : nextIdle(sandbox);
}

/** Settles when the sandbox can be lent again. */
export function nextIdle(sandbox: Sandbox): Promise<void> {
  return new Promise((resolve) => {
    const unsubscribe = sandbox.onIdle(() => {
      unsubscribe();
      resolve();
    });
  });
}

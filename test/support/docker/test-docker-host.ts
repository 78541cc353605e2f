import { createLogger, type Logger, type LogLevel, systemClock } from '../../../src/base/index.js';
import {
  createDockerHost,
  type DockerChoices,
  type HostedSandbox,
  type PreparedChoices,
  type PreparedView,
  type RuntimeExit,
  type SandboxHost,
} from '../../../src/worker/sandbox-host/index.js';

export const noChoices: DockerChoices = { addHosts: [], dns: [], skipPullImage: true, environment: environmentOf() };

/** A host on the engine of this machine; what it logs from `level` on goes to `lines`. */
export async function startTestHost(
  choices: Partial<DockerChoices> = {},
  prepared?: PreparedChoices,
  level: LogLevel = 'warn',
): Promise<SandboxHost & { lines: string[] }> {
  const lines: string[] = [];
  const logger: Logger = createLogger((_level, message) => lines.push(message), level);
  const host = await createDockerHost({
    docker: { ...noChoices, ...choices },
    ...(prepared === undefined ? {} : { prepared }),
    clock: systemClock,
    logger,
  });
  return Object.assign(host, { lines });
}

/** The next end of the sandbox's runtime. */
export function nextExit(sandbox: HostedSandbox): Promise<RuntimeExit> {
  return new Promise((resolve) => {
    const unsubscribe = sandbox.onRuntimeExit((exit) => {
      unsubscribe();
      resolve(exit);
    });
  });
}

/** Why the sandbox was lost. */
export function nextLoss(sandbox: HostedSandbox): Promise<string> {
  return new Promise((resolve) => {
    sandbox.onLost(resolve);
  });
}

/** Starts the runtime and waits for its end. */
export async function runToEnd(sandbox: HostedSandbox): Promise<RuntimeExit> {
  const exit = nextExit(sandbox);
  await sandbox.startRuntime();
  return exit;
}

/** Waits until the host keeps ready what `isEnough` asks for. */
export async function whenReady(
  host: SandboxHost,
  isEnough: (parts: readonly PreparedView[]) => boolean,
): Promise<readonly PreparedView[]> {
  for (;;) {
    const parts = host.preparedParts?.() ?? [];
    if (isEnough(parts)) return parts;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const never = new AbortController().signal;

function environmentOf(): Record<string, string> {
  const wanted = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_CONFIG', 'DOCKER_CERT_PATH', 'XDG_RUNTIME_DIR', 'HOME'];
  return Object.fromEntries(
    wanted.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

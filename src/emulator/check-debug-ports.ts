import { listenHttp } from '../base/index.js';
import type { DebugChoices } from '../settings/index.js';

/** Throws the `UserError` of the first debug port that another program has: no debugger could start, which would show only in a call. */
export async function checkDebugPorts({ ports: inTurn, functions }: DebugChoices): Promise<void> {
  const ports = new Set([...inTurn, ...functions.flatMap(({ port }) => port ?? [])]);
  for (const port of ports) {
    const probe = await listenHttp(() => undefined, { host: '127.0.0.1', port, portFlag: '--debug-port' });
    await probe[Symbol.asyncDispose]();
  }
}

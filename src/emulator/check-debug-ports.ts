import { listenHttp } from '../base/index.js';
import type { FunctionVersion } from '../model/index.js';

/** Throws the `UserError` of the first debug port that another program has: no debugger could start, which would show only in a call. */
export async function checkDebugPorts(functions: readonly FunctionVersion[]): Promise<void> {
  const ports = new Set(functions.flatMap(({ debug }) => debug?.port ?? []));
  for (const port of ports) {
    const probe = await listenHttp(() => undefined, { host: '127.0.0.1', port, portFlag: '--debug-port' });
    await probe[Symbol.asyncDispose]();
  }
}

import { debuggerFolder, type DebugSettings } from '../../../../model/index.js';

/** Where debuggers of this host listen. */
export const debugAddress = '127.0.0.1';

/** The same with the debugger's files where they are, and not where containers see them. */
export function debugOnThisMachine(debug: DebugSettings | undefined): DebugSettings | undefined {
  const folder = debug?.files?.path;
  if (debug === undefined || folder === undefined) return debug;
  return { ...debug, arguments: debug.arguments.map((word) => word.replaceAll(debuggerFolder, folder)) };
}

import { debuggerOf, type DebugSettings, type FunctionPackage } from '../model/index.js';

/** Where to attach what to a debugged function. */
export function debuggerNotice(
  name: string,
  code: Pick<FunctionPackage, 'packageType'> & Parameters<typeof debuggerOf>[0],
  debug: DebugSettings,
): string {
  const found = debuggerOf(code, debug);
  const known = typeof found === 'string' ? found : 'command';
  return `Debug "${name}" on 127.0.0.1:${debug.port} (${protocols[known]}).`;
}

/** What is different for a function while it is debugged. */
export const meanwhileNotice =
  'While debugged, a function has one sandbox, its invocations wait for each other, and no timeouts hold.';

/** One for each port that several functions have. */
export function sharedPortNotices(ports: readonly number[]): readonly string[] {
  const shared = new Set(ports.filter((port, index) => ports.indexOf(port) !== index));
  return [...shared].map(
    (port) =>
      `Functions that share port ${port} run one at a time. Give each its own with --debug-function Function=port.`,
  );
}

const protocols = {
  inspector: 'Node’s inspector',
  debugpy: 'debugpy',
  jdwp: 'JDWP',
  vsdbg: 'vsdbg, through docker exec',
  program: 'its debugger from --debugger-path',
  command: 'as --debug-args say',
} as const;

import { type DebugSettings, debuggerOf } from '../model/index.js';
import type { ProjectFunction } from '../registry/index.js';
import type { DebugChoices } from '../settings/index.js';
import type { DebugPlan } from './assign-debug-ports.js';
import type { CodeSources } from './code-sources.js';

/** The debugging of each function that the plan has a port for, by its name. */
export async function debugSettingsOf(
  { ports }: DebugPlan,
  { arguments: given, files }: DebugChoices,
  sources: CodeSources,
): Promise<ReadonlyMap<string, DebugSettings>> {
  if (ports.size === 0) return new Map();
  const folder = files === undefined ? undefined : await sources.digested({ kind: 'folder', path: files });
  const ofAll = {
    arguments: given,
    // Mounted where the engine can: debuggers are large.
    ...(folder?.source.kind === 'folder' && { files: { ...folder.source, live: true } }),
  };
  return new Map([...ports].map(([name, port]) => [name, { ...ofAll, port }]));
}

/** What people should know who debug these functions: where to attach what, and what is different meanwhile. */
export function debuggerNotices(functions: readonly ProjectFunction[]): readonly string[] {
  const debugged = functions.flatMap(({ version, logicalId }) =>
    version.debug === undefined ? [] : [{ version, logicalId, debug: version.debug }],
  );
  const [first, ...more] = debugged;
  if (first === undefined) return [];
  const places = debugged.map(({ version, logicalId, debug }) => {
    const found = debuggerOf(version.package, debug);
    const known = typeof found === 'string' ? found : 'command';
    return `Debug "${logicalId}" on 127.0.0.1:${debug.port} (${protocols[known]}).`;
  });
  const shared = more.some(({ debug }) => debug.port === first.debug.port)
    ? [
        `Functions that share port ${first.debug.port} run one at a time. Give each its own with --debug-function Function=port.`,
      ]
    : [];
  return [
    ...places,
    ...shared,
    'While debugged, a function has one sandbox, its invocations wait for each other, and no timeouts hold.',
  ];
}

const protocols = {
  inspector: 'Node’s inspector',
  debugpy: 'debugpy',
  jdwp: 'JDWP',
  vsdbg: 'vsdbg, through docker exec',
  program: 'its debugger from --debugger-path',
  command: 'as --debug-args say',
} as const;

import { mapOf } from '../resolver/properties.js';

/** Sections of `Globals` and the resource type that each one is for. */
const sections: ReadonlyMap<string, string> = new Map([
  ['AWS::Serverless::Function', 'Function'],
  ['AWS::Serverless::Api', 'Api'],
  ['AWS::Serverless::HttpApi', 'HttpApi'],
  ['AWS::Serverless::LayerVersion', 'LayerVersion'],
  ['AWS::Serverless::SimpleTable', 'SimpleTable'],
  ['AWS::Serverless::StateMachine', 'StateMachine'],
  ['AWS::Serverless::WebSocketApi', 'WebSocketApi'],
  ['AWS::Serverless::CapacityProvider', 'CapacityProvider'],
]);

/** Properties that SAM refuses under `Globals`, because they belong to one resource (http contract §7.6). */
const notGlobal: Readonly<Record<string, readonly string[]>> = {
  Function: ['FunctionName', 'Role', 'Policies', 'Events'],
  Api: ['StageName', 'DefinitionBody'],
};

/** The global properties for resources of `type`, as written. */
export function globalsFor(
  type: string,
  content: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const section = sections.get(type);
  const globals = mapOf(content['Globals']);
  return (section !== undefined && mapOf(globals?.[section])) || {};
}

/** One notice for each thing under `Globals` that SAM refuses. */
export function tellWrongGlobals(content: Readonly<Record<string, unknown>>, tell: (notice: string) => void): void {
  const known = new Set(sections.values());
  for (const [section, properties] of Object.entries(mapOf(content['Globals']) ?? {})) {
    if (!known.has(section)) tell(`SAM refuses "Globals.${section}": known are ${[...known].join(', ')}.`);
    for (const name of notGlobal[section] ?? []) {
      if (mapOf(properties)?.[name] !== undefined)
        tell(`SAM refuses "Globals.${section}.${name}": set it on the resource.`);
    }
  }
}

/**
 * Merges as SAM does: maps deeply (the resource's key wins), lists global then local, everything else (scalars, intrinsic
 * functions, values of different kinds) the resource's own. `ignored` is the resource's `IgnoreGlobals` (http contract §7.6).
 */
export function mergeGlobals(
  globals: Readonly<Record<string, unknown>>,
  local: Readonly<Record<string, unknown>>,
  ignored: unknown,
): Readonly<Record<string, unknown>> {
  if (ignored === '*') return local;
  const names = Array.isArray(ignored) ? ignored : [];
  const applied = Object.entries(globals).filter(([key]) => !names.includes(key));
  return mergeMaps(Object.fromEntries(applied), local);
}

function mergeMaps(
  globals: Readonly<Record<string, unknown>>,
  local: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const merged = new Map(Object.entries(globals));
  for (const [key, value] of Object.entries(local)) {
    merged.set(key, merged.has(key) ? mergeValues(merged.get(key), value) : value);
  }
  return Object.fromEntries(merged);
}

function mergeValues(globals: unknown, local: unknown): unknown {
  if (Array.isArray(globals) && Array.isArray(local)) return [...(globals as unknown[]), ...(local as unknown[])];
  const globalMap = mapOf(globals);
  const localMap = mapOf(local);
  const mergeable = globalMap && localMap && !isIntrinsic(globalMap) && !isIntrinsic(localMap);
  return mergeable ? mergeMaps(globalMap, localMap) : local;
}

function isIntrinsic(map: Readonly<Record<string, unknown>>): boolean {
  const [only, ...others] = Object.keys(map);
  return (
    others.length === 0 && only !== undefined && (only === 'Ref' || only === 'Condition' || only.startsWith('Fn::'))
  );
}

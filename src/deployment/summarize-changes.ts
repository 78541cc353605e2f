import type { Stack } from '../model/index.js';
import type { ProjectFunction } from '../registry/index.js';

/** What is in force of one project file. */
export interface InForce {
  readonly stack: Stack;
  readonly functions: readonly ProjectFunction[];
}

/** One line about what an edit has changed, to be told once new calls meet it; undefined when they meet what they met before. */
export function summarizeChanges(before: InForce, now: InForce): string | undefined {
  const parts = [...functionChanges(before.functions, now.functions), ...doorChanges(before.stack, now.stack)];
  return parts.length === 0 ? undefined : `Changes are in force: ${parts.join('; ')}.`;
}

function functionChanges(before: readonly ProjectFunction[], now: readonly ProjectFunction[]): string[] {
  const old = new Map(before.map((project) => [project.version.name, project]));
  const names = new Set(now.map(({ version }) => version.name));
  const updated = now.filter(({ version }) => {
    const known = old.get(version.name);
    return known !== undefined && known.version.generation !== version.generation;
  });
  return [
    ...listed('updated', 'function', updated.map(logicalIdOf)),
    ...listed('added', 'function', now.filter(({ version }) => !old.has(version.name)).map(logicalIdOf)),
    ...listed('removed', 'function', before.filter(({ version }) => !names.has(version.name)).map(logicalIdOf)),
  ];
}

function doorChanges(before: Stack, now: Stack): string[] {
  const [old, current] = [routesOf(before), routesOf(now)];
  const added = current.filter((route) => !old.includes(route));
  const removed = old.filter((route) => !current.includes(route));
  if (added.length + removed.length > 0) {
    return [...listed('added', 'route', added), ...listed('removed', 'route', removed)];
  }
  return JSON.stringify(doorsOf(before)) === JSON.stringify(doorsOf(now)) ? [] : ['APIs updated'];
}

function routesOf({ apis }: Stack): string[] {
  const routes = apis.flatMap((api) => [...api.routes].map(({ method, path }) => `${method} ${path}`));
  return [...new Set(routes)];
}

function doorsOf({ apis, urls, webSocketApis, balancers }: Stack): unknown {
  return [apis, urls, webSocketApis, balancers];
}

/** `functions "A", "B" updated`; many are counted. */
function listed(change: string, noun: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  if (names.length > longestList) return [`${names.length} ${noun}s ${change}`];
  const quoted = names.map((name) => `"${name}"`).join(', ');
  return [`${noun}${names.length === 1 ? '' : 's'} ${quoted} ${change}`];
}

const longestList = 6;

function logicalIdOf({ logicalId }: ProjectFunction): string {
  return logicalId;
}

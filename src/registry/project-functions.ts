import type { ProjectFunction } from './registry.js';
import { projectEntry, shownOnlyOf } from './project-entry.js';
import type { RegistryCore } from './registry-core.js';
import { withReservation } from './with-reservation.js';

/** Makes the functions that came from `origin` exactly these; each change is told once it is in force. */
export function applyProjectFunctions(core: RegistryCore, origin: string, functions: readonly ProjectFunction[]): void {
  const kept = new Set(functions.map(({ version }) => version.name));
  for (const name of core.entries.namesOf(origin)) if (!kept.has(name)) removeProjectFunction(core, name);
  for (const project of functions) applyProjectFunction(core, origin, project);
}

function removeProjectFunction({ entries, shelf, bound, changes }: RegistryCore, name: string): void {
  const slot = entries.project(name);
  if (slot === undefined) return;
  const { account, region } = slot.entry.record;
  const key = { account, region, name };
  const { place } = entries.placeOf(key);
  entries.delete(key);
  shelf.take(place);
  // In memory only, so nothing is written that could fail.
  for (const settings of bound) void settings.deleteAllAt(place);
  changes.emit({ change: 'deleted', name, arn: key });
}

function applyProjectFunction(core: RegistryCore, origin: string, project: ProjectFunction): void {
  const { entries, changes, clock, logger } = core;
  const { name, generation } = project.version;
  const before = entries.project(name);
  if (before?.projectGeneration === generation && before.origin === origin) {
    applyOptions(core, name, project);
    return;
  }
  if (before !== undefined && before.origin !== origin) {
    logger.warn(`The function "${name}" of "${before.origin}" is replaced by the one of "${origin}".`);
  }
  const entry = projectEntry(project, clock.now());
  entries.setProject(name, { origin, projectGeneration: generation, entry, calledToo: calledToo(project) });
  changes.emit({ change: before === undefined ? 'created' : 'updated', version: project.version });
}

/** What belongs to no generation: the same code and configuration go on running. */
function applyOptions({ entries }: RegistryCore, name: string, project: ProjectFunction): void {
  const slot = entries.project(name);
  if (slot === undefined) return;
  const reserved = withReservation(slot.entry.record, project.reservedConcurrency);
  const recursiveLoop = project.recursiveLoop ?? ('Terminate' as const);
  const record = { ...reserved, recursiveLoop, settings: { ...reserved.settings, shownOnly: shownOnlyOf(project) } };
  entries.setProject(name, { ...slot, entry: { ...slot.entry, record }, calledToo: calledToo(project) });
}

function calledToo({ logicalId, alsoKnownAs = [] }: ProjectFunction): readonly string[] {
  return [logicalId, ...alsoKnownAs];
}

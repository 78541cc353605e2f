import { type Clock, type Emitter, type Logger, newUuid } from '../base/index.js';
import { formatFunctionArn, functionNotFound, resourceConflict } from '../model/index.js';
import type { FunctionEntries } from './function-entries.js';
import type { FunctionEntry, FunctionKey, FunctionRecord } from './function-record.js';
import type { DebuggingOf } from './function-version-of.js';
import { phaseOf } from './function-status.js';
import type { LayerRegistry } from './layer-registry.js';
import type { FunctionChange } from './registry.js';
import { orElse } from './stored-table.js';
import type { StoredFunctions } from './stored-functions.js';
import type { VersionShelf } from './version-shelf.js';

/** Settings that go when what they belong to goes. */
export interface BoundSettings {
  deleteAllAt(place: string): Promise<void>;
  deleteAt(place: string, qualifier: string): Promise<void>;
}

/** What the registries of functions, versions and aliases share. */
export interface RegistryCore {
  readonly entries: FunctionEntries;
  readonly shelf: VersionShelf;
  readonly stored: StoredFunctions;
  readonly layers: LayerRegistry;
  readonly bound: readonly BoundSettings[];
  readonly changes: Emitter<FunctionChange>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** From 0 up to but not including 1: which version of a weighted alias an invocation runs. */
  readonly chance: () => number;
  readonly debuggingOf: DebuggingOf;
}

/** The function's entry, or AWS's 404 that names its unqualified ARN. */
export function existing({ entries }: RegistryCore, key: FunctionKey): FunctionEntry {
  const entry = entries.find(key);
  if (entry === undefined) throw functionNotFound(formatFunctionArn(key));
  return entry;
}

/** Puts a changed entry in its place, in memory at once; settles when it is durable, with everything that `alsoWrite` writes. */
export async function writeEntry(
  { entries, stored }: RegistryCore,
  key: FunctionKey,
  after: FunctionEntry,
  alsoWrite: () => readonly Promise<unknown>[] = () => [],
): Promise<void> {
  const before = entries.find(key);
  entries.set(key, after);
  if (entries.isOfProject(key.name)) return;
  await orElse(Promise.all([stored.put(after.record), ...alsoWrite()]), () => {
    if (before === undefined) entries.delete(key);
    else entries.set(key, before);
  });
}

/** AWS's 409 while a create or an update is not settled (contract §4.3). */
export function refuseWhileUnsettled(key: FunctionKey, { status }: FunctionRecord): void {
  const phase = phaseOf(status);
  if (phase === 'settled') return;
  const arn = formatFunctionArn(key);
  const refusal =
    phase === 'creating'
      ? `The resource ${arn} is currently in the following state: 'Pending'. StateReasonCode: 'Creating'`
      : `An update is in progress for resource: ${arn}`;
  throw resourceConflict(`The operation cannot be performed at this time. ${refusal}`);
}

/** What every change of code or configuration renews. */
export function renewed({ clock }: RegistryCore): Pick<FunctionRecord, 'revisionId' | 'lastModifiedMs'> {
  return { revisionId: newUuid(), lastModifiedMs: clock.now() };
}

/** A function of a project file belongs to whoever asks. */
export function asSeenFrom(
  { account, region }: Pick<FunctionKey, 'account' | 'region'>,
  record: FunctionRecord,
): FunctionRecord {
  return { ...record, account, region };
}

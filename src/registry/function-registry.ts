import { newUuid, type Unsubscribe } from '../base/index.js';
import {
  formatFunctionArn,
  type FunctionArn,
  functionNotActive,
  functionNotFound,
  functionRevisionMismatch,
  type FunctionVersion,
  LATEST,
  resourceConflict,
} from '../model/index.js';
import { versionBehind } from './alias-record.js';
import type { FunctionEntry, FunctionKey, FunctionRecord } from './function-record.js';
import { createdStatus, nextStatus, phaseOf } from './function-status.js';
import { functionVersionOf } from './function-version-of.js';
import { refreshFunctionsOf } from './live-folders.js';
import { applyProjectFunctions } from './project-functions.js';
import type {
  FunctionChange,
  FunctionDraft,
  FunctionLookup,
  FunctionOptions,
  FunctionRegistry,
  FunctionUpdate,
  ProjectFunction,
  Reservation,
} from './registry.js';
import { asSeenFrom, existing, refuseWhileUnsettled, type RegistryCore, renewed, writeEntry } from './registry-core.js';
import { orElse } from './stored-table.js';
import { withReservation } from './with-reservation.js';
import { writePublication } from './write-publication.js';

/** Functions in memory, those of the AWS API also in the store: memory changes first, so that a conflict is seen at once, and goes back when the store fails. */
export class StoredFunctionRegistry implements FunctionRegistry {
  constructor(private readonly core: RegistryCore) {}

  resolve(lookup: FunctionLookup): FunctionVersion {
    const entry = this.core.entries.find(lookup);
    const { qualifier = LATEST } = lookup;
    if (entry === undefined) throw functionNotFound(formatFunctionArn({ ...lookup, qualifier }));
    if (qualifier === LATEST) return entry.running ?? refusePending(entry.record);
    return this.#resolveQualified(lookup, qualifier, entry);
  }

  reservedConcurrency(name: string, arn?: FunctionArn): number | undefined {
    const entry = arn === undefined ? this.#anyNamed(name) : this.core.entries.find(arn);
    return entry?.record.reservedConcurrency;
  }

  reservations(): readonly Reservation[] {
    return this.core.entries.reservations();
  }

  list(): readonly FunctionVersion[] {
    return [...this.core.entries.all()].flatMap(({ running }) => running ?? []);
  }

  find(key: FunctionKey): FunctionRecord | undefined {
    const entry = this.core.entries.find(key);
    return entry === undefined ? undefined : asSeenFrom(key, entry.record);
  }

  answersAnywhere(name: string): boolean {
    return this.core.entries.isOfProject(name);
  }

  nameBehind(called: string, caller: Pick<FunctionKey, 'account' | 'region'>): string | undefined {
    const { entries } = this.core;
    return entries.find({ ...caller, name: called }) === undefined ? entries.nameBehind(called) : undefined;
  }

  listIn(account: string, region: string): readonly FunctionRecord[] {
    const { entries } = this.core;
    return [...entries.all()]
      .map(({ record }) => (entries.isOfProject(record.name) ? asSeenFrom({ account, region }, record) : record))
      .filter((record) => record.account === account && record.region === region)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  codeSizeIn(account: string, region: string): number {
    const { entries, shelf } = this.core;
    return entries.codeSizeIn(account, region) + shelf.codeSizeIn(account, region);
  }

  async create({ publish: publishes = false, ...draft }: FunctionDraft): Promise<FunctionRecord> {
    if (this.core.entries.find(draft) !== undefined) throw resourceConflict(`Function already exist: ${draft.name}`);
    const record: FunctionRecord = { ...draft, version: LATEST, ...renewed(this.core), status: createdStatus };
    return this.#write(draft, { record }, publishes);
  }

  async update(key: FunctionKey, change: FunctionUpdate): Promise<FunctionRecord> {
    const before = existing(this.core, key);
    const { settings = before.record.settings, code = before.record.code, revisionId } = change;
    if (revisionId !== undefined && revisionId !== before.record.revisionId) throw functionRevisionMismatch();
    refuseWhileUnsettled(key, before.record);
    const status = nextStatus(before.record.status, 'update');
    const record: FunctionRecord = { ...before.record, settings, code, ...renewed(this.core), status };
    return asSeenFrom(key, await this.#write(key, { ...before, record }, change.publish === true));
  }

  settle(key: FunctionKey): void {
    const { entries, stored, changes, debuggingOf } = this.core;
    const entry = entries.find(key);
    if (entry === undefined) return;
    this.#settleVersions(key);
    if (phaseOf(entry.record.status) === 'settled') return;
    const record = settled(entry.record);
    const running = functionVersionOf(record, debuggingOf);
    entries.set(key, { record, running });
    if (!entries.isOfProject(key.name)) stored.putLater(record);
    changes.emit({ change: entry.running === undefined ? 'created' : 'updated', version: running });
  }

  async delete(key: FunctionKey): Promise<void> {
    const { entries, shelf, stored, bound, changes } = this.core;
    const entry = existing(this.core, key);
    const { account, region, name } = entry.record;
    const { place, durable } = entries.placeOf(key);
    const versions = shelf.versions(place);
    const aliases = shelf.aliases(place);
    entries.delete(key);
    const putBack = shelf.take(place);
    const writes = (): readonly Promise<void>[] => [
      stored.delete(key),
      ...versions.map(({ version }) => stored.deleteVersion(place, version)),
      ...aliases.map((alias) => stored.deleteAlias(place, alias.name)),
    ];
    const all = [...(durable ? writes() : []), ...bound.map((settings) => settings.deleteAllAt(place))];
    await orElse(Promise.all(all), () => {
      entries.set(key, entry);
      putBack();
    });
    changes.emit({ change: 'deleted', name, arn: { account, region, name } });
  }

  codeDigests(): ReadonlySet<string> {
    const digests = new Set<string>(this.core.layers.digests());
    const records = [
      ...[...this.core.entries.allStored()].map(({ record }) => record),
      ...this.core.shelf.allVersions(),
    ];
    for (const { code } of records) {
      if (code.packageType === 'Image') continue;
      for (const { digest } of [code.source, ...code.layers]) digests.add(digest);
    }
    return digests;
  }

  liveFolders(): readonly string[] {
    return this.core.entries.liveFolders();
  }

  refreshLiveFolder(folder: string): void {
    refreshFunctionsOf(this.core, folder);
  }

  async setOptions(key: FunctionKey, { newRevision = false, ...options }: FunctionOptions): Promise<FunctionRecord> {
    const before = existing(this.core, key);
    const merged = { ...before.record, ...options, ...(newRevision && { revisionId: newUuid() }) };
    const record = withoutUndefined(merged) as unknown as FunctionRecord;
    await writeEntry(this.core, key, { ...before, record });
    return asSeenFrom(key, record);
  }

  async setReservedConcurrency(key: FunctionKey, reserved: number | undefined): Promise<void> {
    const before = existing(this.core, key);
    if (before.record.reservedConcurrency === reserved) return;
    await writeEntry(this.core, key, { ...before, record: withReservation(before.record, reserved) });
  }

  applyProject(origin: string, functions: readonly ProjectFunction[]): Promise<void> {
    applyProjectFunctions(this.core, origin, functions);
    return Promise.resolve();
  }

  onChange(listener: (change: FunctionChange) => void): Unsubscribe {
    return this.core.changes.subscribe(listener);
  }

  #resolveQualified(lookup: FunctionLookup, qualifier: string, latest: FunctionEntry): FunctionVersion {
    const { entries, shelf, chance } = this.core;
    const { place } = entries.placeOf(lookup);
    const alias = shelf.alias(place, qualifier);
    const number = alias === undefined ? qualifier : versionBehind(alias, chance());
    if (number === LATEST) return latest.running ?? refusePending(latest.record);
    const running = shelf.running(place, number);
    if (running !== undefined) return running;
    const record = shelf.version(place, number);
    if (record !== undefined) return refusePending(record);
    throw functionNotFound(formatFunctionArn({ ...lookup, qualifier }));
  }

  #settleVersions(key: FunctionKey): void {
    const { entries, shelf, stored, changes } = this.core;
    const { place, durable } = entries.placeOf(key);
    for (const before of shelf.versions(place)) {
      if (before.status.state !== 'Pending') continue;
      const record = settled(before);
      shelf.setVersion(place, record);
      if (durable) stored.putVersionLater(place, record);
      const running = shelf.running(place, record.version);
      if (running !== undefined) changes.emit({ change: 'published', version: running });
    }
  }

  #anyNamed(name: string): FunctionEntry | undefined {
    for (const entry of this.core.entries.all()) if (entry.record.name === name) return entry;
    return undefined;
  }

  async #write(key: FunctionKey, after: FunctionEntry, publishes: boolean): Promise<FunctionRecord> {
    if (!publishes) {
      await writeEntry(this.core, key, after);
      return after.record;
    }
    return writePublication(this.core, key, after, { pending: true });
  }
}

function settled(record: FunctionRecord): FunctionRecord {
  return { ...record, status: nextStatus(record.status, 'settle'), revisionId: newUuid() };
}

function refusePending({ status }: FunctionRecord): never {
  throw functionNotActive(status.state);
}

function withoutUndefined(members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

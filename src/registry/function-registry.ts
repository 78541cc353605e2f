import { createHash } from 'node:crypto';
import { type Clock, Emitter, type Logger, newUuid, type Unsubscribe } from '../base/index.js';
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
import { FunctionEntries } from './function-entries.js';
import type { FunctionEntry, FunctionKey, FunctionRecord } from './function-record.js';
import { createdStatus, nextStatus, phaseOf } from './function-status.js';
import { functionVersionOf } from './function-version-of.js';
import { projectEntry } from './project-entry.js';
import type {
  FunctionChange,
  FunctionDraft,
  FunctionLookup,
  FunctionRegistry,
  FunctionUpdate,
  ProjectFunction,
  Reservation,
} from './registry.js';
import type { StoredFunctions } from './stored-functions.js';

/** Functions in memory, those of the AWS API also in the store: memory changes first, so that a conflict is seen at once, and goes back when the store fails. */
export class StoredFunctionRegistry implements FunctionRegistry {
  readonly #entries = new FunctionEntries();
  readonly #changes = new Emitter<FunctionChange>();

  constructor(
    private readonly stored: StoredFunctions,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    for (const entry of stored.load()) this.#entries.set(entry.record, entry);
  }

  resolve(lookup: FunctionLookup): FunctionVersion {
    const entry = this.#entries.find(lookup);
    const qualifier = lookup.qualifier ?? LATEST;
    if (entry === undefined || qualifier !== LATEST)
      throw functionNotFound(formatFunctionArn({ ...lookup, qualifier }));
    if (entry.running === undefined) throw functionNotActive(entry.record.status.state);
    return entry.running;
  }

  reservedConcurrency(name: string, arn?: FunctionArn): number | undefined {
    const entry = arn === undefined ? this.#anyNamed(name) : this.#entries.find(arn);
    return entry?.record.reservedConcurrency;
  }

  reservations(): readonly Reservation[] {
    return this.#entries.reservations();
  }

  list(): readonly FunctionVersion[] {
    return [...this.#entries.all()].flatMap(({ running }) => running ?? []);
  }

  find(key: FunctionKey): FunctionRecord | undefined {
    const entry = this.#entries.find(key);
    return entry === undefined ? undefined : asSeenFrom(key, entry.record);
  }

  answersAnywhere(name: string): boolean {
    return this.#entries.isOfProject(name);
  }

  listIn(account: string, region: string): readonly FunctionRecord[] {
    return [...this.#entries.all()]
      .map(({ record }) => (this.#entries.isOfProject(record.name) ? asSeenFrom({ account, region }, record) : record))
      .filter((record) => record.account === account && record.region === region)
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async create(draft: FunctionDraft): Promise<FunctionRecord> {
    if (this.#entries.find(draft) !== undefined) throw resourceConflict(`Function already exist: ${draft.name}`);
    const record: FunctionRecord = { ...draft, ...this.#newRevision(), status: createdStatus };
    await this.#write(draft, undefined, { record });
    return record;
  }

  async update(key: FunctionKey, change: FunctionUpdate): Promise<FunctionRecord> {
    const before = this.#existing(key);
    const { settings = before.record.settings, code = before.record.code, revisionId } = change;
    if (revisionId !== undefined && revisionId !== before.record.revisionId) throw functionRevisionMismatch();
    refuseWhileUnsettled(key, before.record);
    const status = nextStatus(before.record.status, 'update');
    const record: FunctionRecord = { ...before.record, settings, code, ...this.#newRevision(), status };
    await this.#write(key, before, { ...before, record });
    return asSeenFrom(key, record);
  }

  settle(key: FunctionKey): void {
    const entry = this.#entries.find(key);
    if (entry === undefined || phaseOf(entry.record.status) === 'settled') return;
    const record: FunctionRecord = {
      ...entry.record,
      status: nextStatus(entry.record.status, 'settle'),
      revisionId: newUuid(),
    };
    const running = functionVersionOf(record);
    this.#entries.set(key, { record, running });
    if (!this.#entries.isOfProject(key.name)) this.stored.putLater(record);
    this.#changes.emit({ change: entry.running === undefined ? 'created' : 'updated', version: running });
  }

  async delete(key: FunctionKey): Promise<void> {
    const entry = this.#existing(key);
    const { account, region, name } = entry.record;
    const isOfProject = this.#entries.isOfProject(name);
    this.#entries.delete(key);
    try {
      if (!isOfProject) await this.stored.delete(key);
    } catch (error) {
      this.#entries.set(key, entry);
      throw error;
    }
    this.#changes.emit({ change: 'deleted', name, arn: { account, region, name } });
  }

  codeDigests(): ReadonlySet<string> {
    const digests = new Set<string>();
    for (const { record } of this.#entries.allStored()) {
      if (record.code.packageType === 'Image') continue;
      for (const { digest } of [record.code.source, ...record.code.layers]) digests.add(digest);
    }
    return digests;
  }

  liveFolders(): readonly string[] {
    return [...new Set([...this.#entries.all()].flatMap((entry) => this.#liveFolderOf(entry) ?? []))];
  }

  refreshLiveFolder(folder: string): void {
    for (const entry of [...this.#entries.all()]) {
      const { record } = entry;
      if (this.#liveFolderOf(entry) !== folder || entry.running === undefined) continue;
      const changed = { ...record, code: withNewDigest(record.code) };
      const running = functionVersionOf(changed);
      this.#entries.set(record, { record: changed, running });
      this.stored.putLater(changed);
      this.#changes.emit({ change: 'updated', version: running });
    }
  }

  #liveFolderOf({ record }: FunctionEntry): string | undefined {
    const { code } = record;
    if (code.packageType === 'Image' || code.source.kind !== 'folder' || !code.source.live) return undefined;
    return this.#entries.isOfProject(record.name) ? undefined : code.source.path;
  }

  async setReservedConcurrency(key: FunctionKey, reserved: number | undefined): Promise<void> {
    const before = this.#existing(key);
    if (before.record.reservedConcurrency === reserved) return;
    await this.#write(key, before, { ...before, record: withReservation(before.record, reserved) });
  }

  applyProject(origin: string, functions: readonly ProjectFunction[]): Promise<void> {
    const kept = new Set(functions.map(({ version }) => version.name));
    for (const name of this.#entries.namesOf(origin).filter((candidate) => !kept.has(candidate))) {
      const slot = this.#entries.project(name);
      if (slot === undefined) continue;
      const { account, region } = slot.entry.record;
      this.#entries.delete({ account, region, name });
      this.#changes.emit({ change: 'deleted', name, arn: { account, region, name } });
    }
    for (const project of functions) this.#applyProjectFunction(origin, project);
    return Promise.resolve();
  }

  onChange(listener: (change: FunctionChange) => void): Unsubscribe {
    return this.#changes.subscribe(listener);
  }

  #applyProjectFunction(origin: string, project: ProjectFunction): void {
    const { name, generation } = project.version;
    const before = this.#entries.project(name);
    if (before?.projectGeneration === generation && before.origin === origin) {
      this.#reserve(name, project.reservedConcurrency);
      return;
    }
    if (before !== undefined && before.origin !== origin) {
      this.logger.warn(`The function "${name}" of "${before.origin}" is replaced by the one of "${origin}".`);
    }
    const entry = projectEntry(project, this.clock.now());
    this.#entries.setProject(name, { origin, projectGeneration: generation, entry });
    this.#changes.emit({ change: before === undefined ? 'created' : 'updated', version: project.version });
  }

  #reserve(name: string, reserved: number | undefined): void {
    const slot = this.#entries.project(name);
    if (slot === undefined || slot.entry.record.reservedConcurrency === reserved) return;
    const record = withReservation(slot.entry.record, reserved);
    this.#entries.setProject(name, { ...slot, entry: { ...slot.entry, record } });
  }

  #existing(key: FunctionKey): FunctionEntry {
    const entry = this.#entries.find(key);
    if (entry === undefined) throw functionNotFound(formatFunctionArn(key));
    return entry;
  }

  #anyNamed(name: string): FunctionEntry | undefined {
    for (const entry of this.#entries.all()) if (entry.record.name === name) return entry;
    return undefined;
  }

  #newRevision(): Pick<FunctionRecord, 'revisionId' | 'lastModifiedMs'> {
    return { revisionId: newUuid(), lastModifiedMs: this.clock.now() };
  }

  async #write(key: FunctionKey, before: FunctionEntry | undefined, after: FunctionEntry): Promise<void> {
    this.#entries.set(key, after);
    if (this.#entries.isOfProject(key.name)) return;
    try {
      await this.stored.put(after.record);
    } catch (error) {
      if (before === undefined) this.#entries.delete(key);
      else this.#entries.set(key, before);
      throw error;
    }
  }
}

function refuseWhileUnsettled(key: FunctionKey, { status }: FunctionRecord): void {
  const phase = phaseOf(status);
  if (phase === 'settled') return;
  const arn = formatFunctionArn(key);
  const refusal =
    phase === 'creating'
      ? `The resource ${arn} is currently in the following state: 'Pending'. StateReasonCode: 'Creating'`
      : `An update is in progress for resource: ${arn}`;
  throw resourceConflict(`The operation cannot be performed at this time. ${refusal}`);
}

/** The files of a live folder are mounted, not hashed: any other digest says that they changed. */
function withNewDigest(code: FunctionRecord['code']): FunctionRecord['code'] {
  if (code.packageType === 'Image') return code;
  const digest = createHash('sha256').update(`${code.source.digest} ${newUuid()}`).digest('hex');
  return { ...code, source: { ...code.source, digest } };
}

function withReservation(record: FunctionRecord, reserved: number | undefined): FunctionRecord {
  if (reserved !== undefined) return { ...record, reservedConcurrency: reserved };
  const unreserved = { ...record };
  delete (unreserved as { reservedConcurrency?: number }).reservedConcurrency;
  return unreserved;
}

/** A function of a project file belongs to whoever asks. */
function asSeenFrom(
  { account, region }: Pick<FunctionKey, 'account' | 'region'>,
  record: FunctionRecord,
): FunctionRecord {
  return { ...record, account, region };
}

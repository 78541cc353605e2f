import { CodeSizes, zipSizeOf } from './code-sizes.js';
import type { FunctionPlace } from './function-place.js';
import type { FunctionEntry, FunctionKey } from './function-record.js';
import type { Reservation } from './registry.js';

/** Every function by where it answers: those of project files by name alone, before those of an account and region. */
export class FunctionEntries {
  readonly #ofProjects = new Map<string, ProjectSlot>();
  readonly #ofAccounts = new Map<string, FunctionEntry>();
  readonly #codeSizes = new CodeSizes();
  /** Live folders of accounts' functions, by the functions' keys: few, and asked for after every change. */
  readonly #liveFolders = new Map<string, string>();
  /** Undefined after a change, until somebody asks. */
  #reservations: readonly Reservation[] | undefined;

  find(key: FunctionKey): FunctionEntry | undefined {
    return this.#ofProjects.get(key.name)?.entry ?? this.#ofAccounts.get(documentKey(key));
  }

  /** Where things that belong to a function are kept: those of a project file's functions apart from every account's. */
  placeOf(key: FunctionKey): FunctionPlace {
    const durable = !this.isOfProject(key.name);
    return { place: durable ? documentKey(key) : `-/-/${key.name}`, durable };
  }

  isOfProject(name: string): boolean {
    return this.#ofProjects.has(name);
  }

  /** Replaces the entry that answers `key`, in its own place. */
  set(key: FunctionKey, entry: FunctionEntry): void {
    this.#reservations = undefined;
    const slot = this.#ofProjects.get(key.name);
    if (slot === undefined) this.#setOfAccount(documentKey(key), entry);
    else this.#ofProjects.set(key.name, { ...slot, entry });
  }

  delete(key: FunctionKey): void {
    this.#reservations = undefined;
    if (this.#ofProjects.delete(key.name)) return;
    this.#codeSizes.replace(this.#ofAccounts.get(documentKey(key))?.record, undefined);
    this.#ofAccounts.delete(documentKey(key));
    this.#liveFolders.delete(documentKey(key));
  }

  /** Bytes of the zips of an account's functions in a region; those of project files are in all of them. */
  codeSizeIn(account: string, region: string): number {
    const ofProjects = [...this.#ofProjects.values()].reduce((total, { entry }) => total + zipSizeOf(entry.record), 0);
    return this.#codeSizes.in(account, region) + ofProjects;
  }

  /** Folders that functions of accounts run from as they are, each once; those of functions that a project's hides are left out. */
  liveFolders(): readonly string[] {
    const seen = [...this.#liveFolders].filter(([key]) => !this.isOfProject(key.slice(key.lastIndexOf('/') + 1)));
    return [...new Set(seen.map(([, folder]) => folder))];
  }

  /** The name of a project's function that people also call so; undefined where a function has that name itself. */
  nameBehind(called: string): string | undefined {
    if (this.isOfProject(called)) return undefined;
    return [...this.#ofProjects].find(([, { calledToo }]) => calledToo.includes(called))?.[0];
  }

  project(name: string): ProjectSlot | undefined {
    return this.#ofProjects.get(name);
  }

  setProject(name: string, slot: ProjectSlot): void {
    this.#reservations = undefined;
    this.#ofProjects.set(name, slot);
  }

  reservations(): readonly Reservation[] {
    this.#reservations ??= [...this.all()].flatMap(({ record: { account, region, name, reservedConcurrency } }) =>
      reservedConcurrency === undefined ? [] : [{ account, region, name, reserved: reservedConcurrency }],
    );
    return this.#reservations;
  }

  /** Names that came from `origin`. */
  namesOf(origin: string): readonly string[] {
    return [...this.#ofProjects].filter(([, slot]) => slot.origin === origin).map(([name]) => name);
  }

  /** Also functions that one of a project hides for now. */
  *allStored(): Iterable<FunctionEntry> {
    for (const { entry } of this.#ofProjects.values()) yield entry;
    yield* this.#ofAccounts.values();
  }

  #setOfAccount(key: string, entry: FunctionEntry): void {
    this.#codeSizes.replace(this.#ofAccounts.get(key)?.record, entry.record);
    this.#ofAccounts.set(key, entry);
    const folder = liveFolderOf(entry);
    if (folder === undefined) this.#liveFolders.delete(key);
    else this.#liveFolders.set(key, folder);
  }

  *all(): Iterable<FunctionEntry> {
    for (const { entry } of this.#ofProjects.values()) yield entry;
    for (const entry of this.#ofAccounts.values()) if (!this.isOfProject(entry.record.name)) yield entry;
  }
}

interface ProjectSlot {
  readonly origin: string;
  /** Generation as the project file gave it: the same one again leaves changes made over the API alone. */
  readonly projectGeneration: string;
  readonly entry: FunctionEntry;
  /** Other names by which people call it: its logical id, with and without nested stacks. */
  readonly calledToo: readonly string[];
}

/** The folder that a function runs from as it is (`S3Bucket: hot-reload`). */
export function liveFolderOf({ record: { code } }: FunctionEntry): string | undefined {
  return code.packageType === 'Zip' && code.source.kind === 'folder' && code.source.live ? code.source.path : undefined;
}

/** Key of a function's document in the store, in ascending order of account, region and name. */
export function documentKey({ account, region, name }: FunctionKey): string {
  return `${account}/${region}/${name}`;
}

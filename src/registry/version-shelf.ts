import type { FunctionVersion } from '../model/index.js';
import type { AliasRecord } from './alias-record.js';
import type { FunctionRecord } from './function-record.js';
import { CodeSizes } from './code-sizes.js';
import { functionVersionOf } from './function-version-of.js';

/** Published versions and aliases in memory, by the place where their function is kept (`FunctionEntries.placeOf`). */
export class VersionShelf {
  readonly #functions = new Map<string, Published>();
  readonly #codeSizes = new CodeSizes();
  /** Highest number ever given, also by functions that are gone: numbers are never used again. */
  readonly #lastNumbers = new Map<string, number>();

  version(place: string, number: string): FunctionRecord | undefined {
    return this.#functions.get(place)?.versions.get(number)?.record;
  }

  /** What an invocation of the version runs; undefined while it is Pending. */
  running(place: string, number: string): FunctionVersion | undefined {
    const version = this.#functions.get(place)?.versions.get(number);
    if (version === undefined || version.record.status.state === 'Pending') return undefined;
    return (version.running ??= functionVersionOf(version.record));
  }

  /** By ascending number. */
  versions(place: string): readonly FunctionRecord[] {
    const versions = [...(this.#functions.get(place)?.versions.values() ?? [])];
    return versions.map(({ record }) => record).sort((a, b) => Number(a.version) - Number(b.version));
  }

  alias(place: string, name: string): AliasRecord | undefined {
    return this.#functions.get(place)?.aliases.get(name);
  }

  /** By name. */
  aliases(place: string): readonly AliasRecord[] {
    const aliases = [...(this.#functions.get(place)?.aliases.values() ?? [])];
    return aliases.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Bytes of the zips of an account's versions in a region. */
  codeSizeIn(account: string, region: string): number {
    return this.#codeSizes.in(account, region);
  }

  setVersion(place: string, record: FunctionRecord): void {
    this.#codeSizes.replace(this.version(place, record.version), record);
    this.#at(place).versions.set(record.version, { record });
    this.setLastNumber(place, Number(record.version));
  }

  deleteVersion(place: string, number: string): void {
    this.#codeSizes.replace(this.version(place, number), undefined);
    this.#functions.get(place)?.versions.delete(number);
  }

  setAlias(place: string, alias: AliasRecord): void {
    this.#at(place).aliases.set(alias.name, alias);
  }

  deleteAlias(place: string, name: string): void {
    this.#functions.get(place)?.aliases.delete(name);
  }

  lastNumber(place: string): number {
    return this.#lastNumbers.get(place) ?? 0;
  }

  setLastNumber(place: string, number: number): void {
    this.#lastNumbers.set(place, Math.max(number, this.lastNumber(place)));
  }

  /** Takes everything of a function away but the count of its versions; the answer puts it back. */
  take(place: string): () => void {
    const taken = this.#functions.get(place);
    const records = this.versions(place);
    for (const record of records) this.#codeSizes.replace(record, undefined);
    this.#functions.delete(place);
    return () => {
      if (taken === undefined) return;
      this.#functions.set(place, taken);
      for (const record of records) this.#codeSizes.replace(undefined, record);
    };
  }

  *allVersions(): Iterable<FunctionRecord> {
    for (const { versions } of this.#functions.values()) for (const { record } of versions.values()) yield record;
  }

  #at(place: string): Published {
    const found = this.#functions.get(place) ?? { versions: new Map(), aliases: new Map() };
    this.#functions.set(place, found);
    return found;
  }
}

interface Published {
  readonly versions: Map<string, { readonly record: FunctionRecord; running?: FunctionVersion }>;
  readonly aliases: Map<string, AliasRecord>;
}

import { Emitter, type Unsubscribe } from '../base/index.js';
import { LATEST } from '../model/index.js';
import type { DocumentStore } from '../storage/index.js';
import type { FunctionKey } from './function-record.js';
import type { FunctionPlace } from './function-place.js';
import type { QualifiedKey, QualifiedSetting, QualifiedSettings } from './qualified-settings.js';
import { StoredTable } from './stored-table.js';

export class QualifiedTable<T> implements QualifiedSettings<T> {
  readonly #table: StoredTable<T>;
  readonly #changes = new Emitter<undefined>();

  constructor(
    documents: DocumentStore,
    collection: string,
    private readonly placeOf: (key: FunctionKey) => FunctionPlace,
  ) {
    this.#table = new StoredTable(documents, collection);
  }

  get(key: QualifiedKey): T | undefined {
    return this.#table.get(this.#rowKey(key).key);
  }

  list(key: FunctionKey): readonly QualifiedSetting<T>[] {
    const prefix = `${this.placeOf(key).place}/`;
    const rows = this.#table
      .under(prefix)
      .map((row) => ({ qualifier: row.key.slice(prefix.length), value: row.value }));
    return rows.sort((a, b) => byQualifier(a.qualifier, b.qualifier));
  }

  async put(key: QualifiedKey, value: T): Promise<void> {
    const row = this.#rowKey(key);
    await this.#changing(this.#table.put(row.key, value, row.durable));
  }

  async delete(key: QualifiedKey): Promise<void> {
    await this.#changing(this.#table.delete(this.#rowKey(key).key));
  }

  onChange(listener: () => void): Unsubscribe {
    return this.#changes.subscribe(listener);
  }

  all(): readonly T[] {
    return this.#table.under('').map(({ value }) => value);
  }

  /** Every setting of a function that goes. */
  async deleteAllAt(place: string): Promise<void> {
    const rows = this.#table.under(`${place}/`);
    if (rows.length > 0) await this.#changing(Promise.all(rows.map(({ key }) => this.#table.delete(key))));
  }

  async deleteAt(place: string, qualifier: string): Promise<void> {
    await this.#changing(this.#table.delete(`${place}/${qualifier}`));
  }

  /** Memory has changed when a write begins, and changes back when it fails. */
  async #changing(write: Promise<unknown>): Promise<void> {
    this.#changes.emit(undefined);
    try {
      await write;
    } catch (error) {
      this.#changes.emit(undefined);
      throw error;
    }
  }

  #rowKey(key: QualifiedKey): { readonly key: string; readonly durable: boolean } {
    const { place, durable } = this.placeOf(key);
    return { key: `${place}/${key.qualifier ?? LATEST}`, durable };
  }
}

/** The order in which AWS lists qualifiers (contract §2.5). */
export function byQualifier(a: string, b: string): number {
  const rankOf = (qualifier: string): number => {
    if (qualifier === LATEST) return 0;
    return /^\d+$/.test(qualifier) ? 1 : 2;
  };
  const [left, right] = [rankOf(a), rankOf(b)];
  if (left !== right) return left - right;
  if (left === 1) return Number(a) - Number(b);
  return a < b ? -1 : 1;
}

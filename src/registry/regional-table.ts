import type { DocumentStore } from '../storage/index.js';
import { StoredTable } from './stored-table.js';

/** Account and region, which keep resources of the AWS API apart. */
export interface Locality {
  readonly account: string;
  readonly region: string;
}

/** Resources of one kind by account, region and id. */
export interface RegionalResources<T> {
  get(locality: Locality, id: string): T | undefined;
  /** By ascending id. */
  list(locality: Locality): readonly T[];
  /** Settles when it is durable. */
  put(locality: Locality, id: string, value: T): Promise<void>;
  delete(locality: Locality, id: string): Promise<void>;
}

export class RegionalTable<T> implements RegionalResources<T> {
  readonly #table: StoredTable<T>;

  /** `revive` brings a row into the state that it has after a restart. */
  constructor(documents: DocumentStore, collection: string, revive?: (stored: T) => T) {
    this.#table = new StoredTable(documents, collection, revive);
  }

  get(locality: Locality, id: string): T | undefined {
    return this.#table.get(`${prefixOf(locality)}${id}`);
  }

  list(locality: Locality): readonly T[] {
    return this.#table.under(prefixOf(locality)).map(({ value }) => value);
  }

  put(locality: Locality, id: string, value: T): Promise<void> {
    return this.#table.put(`${prefixOf(locality)}${id}`, value);
  }

  delete(locality: Locality, id: string): Promise<void> {
    return this.#table.delete(`${prefixOf(locality)}${id}`);
  }

  /** Of every account and region. */
  *all(): Iterable<T> {
    for (const { value } of this.#table.under('')) yield value;
  }
}

function prefixOf({ account, region }: Locality): string {
  return `${account}/${region}/`;
}

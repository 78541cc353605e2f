import type { DocumentStore } from '../storage/index.js';
import type { LayerVersion } from './layer-version.js';
import { type Locality, RegionalTable } from './regional-table.js';

/** Layer versions, whose numbers are never used again. */
export interface LayerRegistry {
  find(locality: Locality, layerName: string, version: number): LayerVersion | undefined;
  /** Newest first. */
  versionsOf(locality: Locality, layerName: string): readonly LayerVersion[];
  /** All versions of all layers of an account in a region. */
  list(locality: Locality): readonly LayerVersion[];
  /** Gives the next number. */
  publish(draft: Omit<LayerVersion, 'version'>): Promise<LayerVersion>;
  /** Replaces a version's policy. */
  update(version: LayerVersion): Promise<void>;
  delete(locality: Locality, layerName: string, version: number): Promise<void>;
  /** Of the zips of every layer version there is. */
  digests(): Iterable<string>;
}

export class StoredLayers implements LayerRegistry {
  readonly #versions: RegionalTable<LayerVersion>;
  /** Highest number ever given, by layer. */
  readonly #lastNumbers: RegionalTable<number>;

  constructor(documents: DocumentStore) {
    this.#versions = new RegionalTable(documents, 'layer-versions');
    this.#lastNumbers = new RegionalTable(documents, 'layer-last-versions');
  }

  find(locality: Locality, layerName: string, version: number): LayerVersion | undefined {
    return this.#versions.get(locality, idOf(layerName, version));
  }

  versionsOf(locality: Locality, layerName: string): readonly LayerVersion[] {
    return this.list(locality)
      .filter((version) => version.layerName === layerName)
      .sort((a, b) => b.version - a.version);
  }

  list(locality: Locality): readonly LayerVersion[] {
    return this.#versions.list(locality);
  }

  async publish(draft: Omit<LayerVersion, 'version'>): Promise<LayerVersion> {
    const version = (this.#lastNumbers.get(draft, draft.layerName) ?? 0) + 1;
    const layerVersion = { ...draft, version };
    await Promise.all([
      this.#lastNumbers.put(draft, draft.layerName, version),
      this.#versions.put(draft, idOf(draft.layerName, version), layerVersion),
    ]);
    return layerVersion;
  }

  update(version: LayerVersion): Promise<void> {
    return this.#versions.put(version, idOf(version.layerName, version.version), version);
  }

  delete(locality: Locality, layerName: string, version: number): Promise<void> {
    return this.#versions.delete(locality, idOf(layerName, version));
  }

  *digests(): Iterable<string> {
    for (const { digest } of this.#versions.all()) yield digest;
  }
}

function idOf(layerName: string, version: number): string {
  return `${layerName}/${version}`;
}

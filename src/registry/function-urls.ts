import { stableId } from '../model/index.js';
import type { DocumentStore } from '../storage/index.js';
import type { FunctionPlace } from './function-place.js';
import type { FunctionKey } from './function-record.js';
import type { FunctionUrlConfig } from './function-url-config.js';
import type { QualifiedKey, QualifiedSettings } from './qualified-settings.js';
import { QualifiedTable } from './qualified-table.js';

/** Function URLs by what they invoke, and by the id in their host. */
export interface FunctionUrls extends QualifiedSettings<FunctionUrlConfig> {
  /** The URL whose host begins with that label; a look-up, for it is asked for every request. */
  byId(urlId: string): FunctionUrlConfig | undefined;
  /** The id that the URL of this function or alias always has here, also when it is made again. */
  idFor(key: QualifiedKey): string;
}

export class FunctionUrlTable extends QualifiedTable<FunctionUrlConfig> implements FunctionUrls {
  /** Undefined after a change, until somebody asks. */
  #byId: ReadonlyMap<string, FunctionUrlConfig> | undefined;

  constructor(documents: DocumentStore, placeOf: (key: FunctionKey) => FunctionPlace) {
    super(documents, 'function-urls', placeOf);
    this.onChange(() => {
      this.#byId = undefined;
    });
  }

  byId(urlId: string): FunctionUrlConfig | undefined {
    this.#byId ??= new Map(this.all().map((url) => [url.urlId, url]));
    return this.#byId.get(urlId);
  }

  idFor({ account, region, name, qualifier = '' }: QualifiedKey): string {
    return stableId(`${account}/${region}/${name}/${qualifier}`, 32);
  }
}

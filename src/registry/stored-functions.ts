import type { Logger } from '../base/index.js';
import { messageOf } from '../base/index.js';
import type { Storage } from '../storage/index.js';
import type { AliasRecord } from './alias-record.js';
import { documentKey } from './function-entries.js';
import type { FunctionCode, FunctionEntry, FunctionKey, FunctionRecord } from './function-record.js';
import { nextStatus } from './function-status.js';
import { type DebuggingOf, functionVersionOf } from './function-version-of.js';
import type { VersionShelf } from './version-shelf.js';

const collections = {
  functions: 'functions',
  versions: 'function-versions',
  aliases: 'function-aliases',
  lastNumbers: 'function-last-versions',
};

/** The functions made over the AWS API, their versions and aliases, as they outlive a restart. */
export class StoredFunctions {
  constructor(
    private readonly storage: Pick<Storage, 'documents' | 'code'>,
    private readonly logger: Logger,
  ) {}

  /** Settles when the record is durable. */
  put(record: FunctionRecord): Promise<void> {
    return this.storage.documents.put(collections.functions, documentKey(record), record);
  }

  /** For changes that nobody waits for; a failure is told. */
  putLater(record: FunctionRecord): void {
    this.#later(record, this.put(record));
  }

  /** The version and the count of versions, which outlives the function. */
  putVersion(place: string, record: FunctionRecord): readonly Promise<void>[] {
    const { documents } = this.storage;
    return [
      documents.put(collections.versions, `${place}/${record.version}`, record),
      documents.put(collections.lastNumbers, place, Number(record.version)),
    ];
  }

  putVersionLater(place: string, record: FunctionRecord): void {
    this.#later(record, this.storage.documents.put(collections.versions, `${place}/${record.version}`, record));
  }

  deleteVersion(place: string, number: string): Promise<void> {
    return this.storage.documents.delete(collections.versions, `${place}/${number}`);
  }

  putAlias(place: string, alias: AliasRecord): Promise<void> {
    return this.storage.documents.put(collections.aliases, `${place}/${alias.name}`, alias);
  }

  deleteAlias(place: string, name: string): Promise<void> {
    return this.storage.documents.delete(collections.aliases, `${place}/${name}`);
  }

  delete(key: FunctionKey): Promise<void> {
    return this.storage.documents.delete(collections.functions, documentKey(key));
  }

  /** Everything stored; what was under way when Hearth stopped has settled since. */
  load(debuggingOf?: DebuggingOf): readonly FunctionEntry[] {
    return this.storage.documents.list(collections.functions).map(({ value }) => {
      const record = this.#revive(value as FunctionRecord);
      return { record, running: functionVersionOf(record, debuggingOf) };
    });
  }

  loadPublished(shelf: VersionShelf): void {
    const { documents } = this.storage;
    for (const { key, value } of documents.list(collections.versions)) {
      shelf.setVersion(placeIn(key), this.#revive(value as FunctionRecord));
    }
    for (const { key, value } of documents.list(collections.aliases))
      shelf.setAlias(placeIn(key), value as AliasRecord);
    for (const { key, value } of documents.list(collections.lastNumbers)) shelf.setLastNumber(key, value as number);
  }

  #revive(stored: FunctionRecord): FunctionRecord {
    return { ...stored, status: nextStatus(stored.status, 'settle'), code: this.#locate(stored.code) };
  }

  #later({ name }: FunctionRecord, write: Promise<void>): void {
    write.catch((error: unknown) => {
      this.logger.error(`The function "${name}" could not be written: ${messageOf(error)}`);
    });
  }

  /** The code store may lie elsewhere than when the record was written: only the digest is the truth. */
  #locate(code: FunctionCode): FunctionCode {
    if (code.packageType === 'Image') return code;
    const layers = code.layers.map((layer) => ({
      ...layer,
      path: this.storage.code.pathOf(layer.digest) ?? layer.path,
    }));
    if (code.source.kind === 'folder') return { ...code, layers };
    const path = this.storage.code.pathOf(code.source.digest);
    if (path !== undefined) return { ...code, layers, source: { ...code.source, path } };
    const message = `The code ${code.source.digest} is no longer in Hearth's data folder. Update the function's code.`;
    return { ...code, problem: { errorType: 'Hearth.CodeMissing', message } };
  }
}

/** The function's place, without the version or alias after it. */
function placeIn(key: string): string {
  return key.slice(0, key.lastIndexOf('/'));
}

import type { Logger } from '../base/index.js';
import { messageOf } from '../base/index.js';
import type { Storage } from '../storage/index.js';
import { documentKey } from './function-entries.js';
import type { FunctionCode, FunctionEntry, FunctionKey, FunctionRecord } from './function-record.js';
import { nextStatus } from './function-status.js';
import { functionVersionOf } from './function-version-of.js';

const collection = 'functions';

/** The functions made over the AWS API, as they outlive a restart. */
export class StoredFunctions {
  constructor(
    private readonly storage: Pick<Storage, 'documents' | 'code'>,
    private readonly logger: Logger,
  ) {}

  /** Settles when the record is durable. */
  put(record: FunctionRecord): Promise<void> {
    return this.storage.documents.put(collection, documentKey(record), record);
  }

  /** For changes that nobody waits for; a failure is told. */
  putLater(record: FunctionRecord): void {
    this.put(record).catch((error: unknown) => {
      this.logger.error(`The function "${record.name}" could not be written: ${messageOf(error)}`);
    });
  }

  delete(key: FunctionKey): Promise<void> {
    return this.storage.documents.delete(collection, documentKey(key));
  }

  /** Everything stored; what was under way when Hearth stopped has settled since. */
  load(): readonly FunctionEntry[] {
    return this.storage.documents.list(collection).map(({ value }) => {
      const stored = value as FunctionRecord;
      const status = nextStatus(stored.status, 'settle');
      const record: FunctionRecord = { ...stored, status, code: this.#locate(stored.code) };
      return { record, running: functionVersionOf(record) };
    });
  }

  /** The code store may lie elsewhere than when the record was written: only the digest is the truth. */
  #locate(code: FunctionCode): FunctionCode {
    if (code.packageType === 'Image' || code.source.kind === 'folder') return code;
    const path = this.storage.code.pathOf(code.source.digest);
    if (path !== undefined) return { ...code, source: { ...code.source, path } };
    const message = `The code ${code.source.digest} is no longer in Hearth's data folder. Update the function's code.`;
    return { ...code, problem: { errorType: 'Hearth.CodeMissing', message } };
  }
}

import { createHash } from 'node:crypto';
import { newUuid } from '../base/index.js';
import { liveFolderOf } from './function-entries.js';
import type { FunctionCode } from './function-record.js';
import { functionVersionOf } from './function-version-of.js';
import type { RegistryCore } from './registry-core.js';

/** Gives every function of the folder a new generation, because the code in it changed. */
export function refreshFunctionsOf({ entries, stored, changes, debuggingOf }: RegistryCore, folder: string): void {
  for (const entry of [...entries.all()]) {
    const { record } = entry;
    if (liveFolderOf(entry) !== folder || entry.running === undefined || entries.isOfProject(record.name)) continue;
    const changed = { ...record, code: withNewDigest(record.code) };
    const running = functionVersionOf(changed, debuggingOf);
    entries.set(record, { record: changed, running });
    stored.putLater(changed);
    changes.emit({ change: 'updated', version: running });
  }
}

/** Whatever the code is now, it is not what it was: another digest, another generation. */
function withNewDigest(code: FunctionCode): FunctionCode {
  if (code.packageType === 'Image') return code;
  const digest = createHash('sha256').update(`${code.source.digest} ${newUuid()}`).digest('hex');
  return { ...code, source: { ...code.source, digest } };
}

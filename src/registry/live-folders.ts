import { createHash } from 'node:crypto';
import { newUuid } from '../base/index.js';
import type { FunctionCode, FunctionEntry } from './function-record.js';
import { functionVersionOf } from './function-version-of.js';
import type { RegistryCore } from './registry-core.js';

/** Folders that functions of the AWS API run from as they are, each once. */
export function liveFoldersOf({ entries }: RegistryCore): readonly string[] {
  return [...new Set([...entries.all()].flatMap((entry) => liveFolderOf(entries, entry) ?? []))];
}

/** Gives every function of the folder a new generation, because the code in it changed. */
export function refreshFunctionsOf({ entries, stored, changes }: RegistryCore, folder: string): void {
  for (const entry of [...entries.all()]) {
    const { record } = entry;
    if (liveFolderOf(entries, entry) !== folder || entry.running === undefined) continue;
    const changed = { ...record, code: withNewDigest(record.code) };
    const running = functionVersionOf(changed);
    entries.set(record, { record: changed, running });
    stored.putLater(changed);
    changes.emit({ change: 'updated', version: running });
  }
}

function liveFolderOf(entries: RegistryCore['entries'], { record }: FunctionEntry): string | undefined {
  const { code } = record;
  if (code.packageType === 'Image' || code.source.kind !== 'folder' || !code.source.live) return undefined;
  return entries.isOfProject(record.name) ? undefined : code.source.path;
}

/** Whatever the code is now, it is not what it was: another digest, another generation. */
function withNewDigest(code: FunctionCode): FunctionCode {
  if (code.packageType === 'Image') return code;
  const digest = createHash('sha256').update(`${code.source.digest} ${newUuid()}`).digest('hex');
  return { ...code, source: { ...code.source, digest } };
}

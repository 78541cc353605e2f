import type { FunctionEntry, FunctionKey, FunctionRecord } from './function-record.js';
import { publish } from './publish.js';
import { type RegistryCore, writeEntry } from './registry-core.js';
import { orElse } from './stored-table.js';

/** Writes `$LATEST` and the next version made of it in one step, or neither; answers the version. */
export async function writePublication(
  core: RegistryCore,
  key: FunctionKey,
  latest: FunctionEntry,
  options: { readonly description?: string | undefined; readonly pending: boolean },
): Promise<FunctionRecord> {
  const { entries, shelf, stored, clock } = core;
  const { place } = entries.placeOf(key);
  const number = shelf.lastNumber(place) + 1;
  const { latest: record, version } = publish(latest.record, number, { ...options, nowMs: clock.now() });
  shelf.setVersion(place, version);
  await orElse(
    writeEntry(core, key, { ...latest, record }, () => stored.putVersion(place, version)),
    () => {
      shelf.deleteVersion(place, version.version);
    },
  );
  return version;
}

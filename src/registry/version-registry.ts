import { LATEST, resourceConflict } from '../model/index.js';
import { versionsOf } from './alias-record.js';
import type { FunctionKey, FunctionRecord } from './function-record.js';
import { fingerprintOf } from './publish.js';
import type { QualifiedKey } from './qualified-settings.js';
import type { PublishRequest, VersionRegistry } from './registry.js';
import { asSeenFrom, existing, refuseWhileUnsettled, type RegistryCore } from './registry-core.js';
import { orElse } from './stored-table.js';
import { writePublication } from './write-publication.js';

/** Published versions; those of a project file's functions live as long as Hearth. */
export class PublishedVersions implements VersionRegistry {
  constructor(private readonly core: RegistryCore) {}

  find(key: QualifiedKey): FunctionRecord | undefined {
    const { entries, shelf } = this.core;
    const latest = entries.find(key)?.record;
    const { qualifier = LATEST } = key;
    if (latest === undefined) return undefined;
    if (qualifier === LATEST) return asSeenFrom(key, latest);
    const { place } = entries.placeOf(key);
    const number = shelf.alias(place, qualifier)?.functionVersion ?? qualifier;
    const version = number === LATEST ? latest : shelf.version(place, number);
    return version === undefined ? undefined : asSeenFrom(key, version);
  }

  list(key: FunctionKey): readonly FunctionRecord[] {
    const { entries, shelf } = this.core;
    const { record } = existing(this.core, key);
    return [record, ...shelf.versions(entries.placeOf(key).place)].map((each) => asSeenFrom(key, each));
  }

  async publish(key: FunctionKey, { description, pending = false }: PublishRequest): Promise<FunctionRecord> {
    const before = existing(this.core, key);
    refuseWhileUnsettled(key, before.record);
    const { place } = this.core.entries.placeOf(key);
    const same = this.#published(place, before.record);
    if (same !== undefined) return asSeenFrom(key, same);
    const version = await writePublication(this.core, key, before, { description, pending });
    if (!pending) this.#announce(place, version.version);
    return asSeenFrom(key, version);
  }

  async delete(key: FunctionKey, number: string): Promise<void> {
    const { entries, shelf, stored, bound, changes } = this.core;
    existing(this.core, key);
    const { place, durable } = entries.placeOf(key);
    const record = shelf.version(place, number);
    if (record === undefined) return;
    const pointing = shelf.aliases(place).filter((alias) => versionsOf(alias).includes(number));
    if (pointing.length > 0) {
      const names = pointing.map(({ name }) => name).join(', ');
      throw resourceConflict(`Unable to delete version because the following aliases reference it: [${names}]`);
    }
    const running = shelf.running(place, number);
    shelf.deleteVersion(place, number);
    const writes = [
      ...bound.map((settings) => settings.deleteAt(place, number)),
      ...(durable ? [stored.deleteVersion(place, number)] : []),
    ];
    await orElse(Promise.all(writes), () => {
      shelf.setVersion(place, record);
    });
    if (running !== undefined) changes.emit({ change: 'version-deleted', version: running });
  }

  /** The version that `$LATEST` was last published as, if nothing has changed since. */
  #published(place: string, latest: FunctionRecord): FunctionRecord | undefined {
    const { publishedAs } = latest;
    if (publishedAs === undefined || publishedAs.fingerprint !== fingerprintOf(latest)) return undefined;
    return this.core.shelf.version(place, publishedAs.version);
  }

  #announce(place: string, number: string): void {
    const version = this.core.shelf.running(place, number);
    if (version !== undefined) this.core.changes.emit({ change: 'published', version });
  }
}

import { Emitter, newUuid, type Unsubscribe } from '../base/index.js';
import { functionRevisionMismatch } from '../model/index.js';
import type { AliasRecord } from './alias-record.js';
import type { FunctionKey } from './function-record.js';
import type { AliasDraft, AliasRegistry, AliasUpdate } from './registry.js';
import type { RegistryCore } from './registry-core.js';
import { orElse } from './stored-table.js';

/** Aliases; those of a project file's functions live as long as Hearth. */
export class StoredAliases implements AliasRegistry {
  readonly #changes = new Emitter<undefined>();

  constructor(private readonly core: RegistryCore) {}

  find(key: FunctionKey, name: string): AliasRecord | undefined {
    return this.core.shelf.alias(this.core.entries.placeOf(key).place, name);
  }

  list(key: FunctionKey): readonly AliasRecord[] {
    return this.core.shelf.aliases(this.core.entries.placeOf(key).place);
  }

  create(key: FunctionKey, draft: AliasDraft): Promise<AliasRecord> {
    return this.#write(key, undefined, { ...draft, revisionId: newUuid() });
  }

  update(key: FunctionKey, before: AliasRecord, change: AliasUpdate): Promise<AliasRecord> {
    if (change.revisionId !== undefined && change.revisionId !== before.revisionId) throw functionRevisionMismatch();
    const weights = change.weights ?? before.weights ?? {};
    return this.#write(key, before, {
      name: before.name,
      functionVersion: change.functionVersion ?? before.functionVersion,
      description: change.description ?? before.description,
      revisionId: newUuid(),
      ...(Object.keys(weights).length > 0 && { weights }),
    });
  }

  async delete(key: FunctionKey, name: string): Promise<void> {
    const { entries, shelf, stored, bound } = this.core;
    const { place, durable } = entries.placeOf(key);
    const alias = shelf.alias(place, name);
    if (alias === undefined) return;
    shelf.deleteAlias(place, name);
    const writes = [
      ...bound.map((settings) => settings.deleteAt(place, name)),
      ...(durable ? [stored.deleteAlias(place, name)] : []),
    ];
    await orElse(Promise.all(writes), () => {
      shelf.setAlias(place, alias);
    });
    this.#changes.emit(undefined);
  }

  onChange(listener: () => void): Unsubscribe {
    return this.#changes.subscribe(listener);
  }

  async #write(key: FunctionKey, before: AliasRecord | undefined, after: AliasRecord): Promise<AliasRecord> {
    const { entries, shelf, stored } = this.core;
    const { place, durable } = entries.placeOf(key);
    shelf.setAlias(place, after);
    if (durable) {
      await orElse(stored.putAlias(place, after), () => {
        if (before === undefined) shelf.deleteAlias(place, after.name);
        else shelf.setAlias(place, before);
      });
    }
    this.#changes.emit(undefined);
    return after;
  }
}

import type { Variable } from './option.js';
import { variableOf } from './option.js';
import type { SettingsLayer } from './layer.js';
import { optionKeys, options } from './options/index.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** The environment's layer: `HEARTH_<KEY>` first, then the names that other tools use; an empty variable counts as not set. */
export function readEnvironment(environment: Environment, folder: string): SettingsLayer {
  const layer = new Map<(typeof optionKeys)[number], { raw: unknown; name: string; folder: string }>();
  for (const key of optionKeys) {
    const variables: readonly Variable[] = [{ name: variableOf(key) }, ...(options[key].variables ?? [])];
    for (const { name, unit, values } of variables) {
      const said = environment[name];
      const text = values === undefined || said === undefined ? said : values[said.toLowerCase()];
      if (text === undefined || text === '') continue;
      layer.set(key, { raw: unit === undefined ? text : `${text}${unit}`, name, folder });
      break;
    }
  }
  return layer;
}

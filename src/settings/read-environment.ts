import type { Variable } from './option.js';
import { variableOf } from './option.js';
import type { SettingsLayer } from './layer.js';
import { optionKeys, options } from './options/index.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * A layer of the environment: `HEARTH_<KEY>` first, then the names that other tools use; an empty variable counts as not set. Those
 * that say something of the whole shell are a layer of their own.
 */
export function readEnvironment(
  environment: Environment,
  folder: string,
  which: 'meant' | 'ambient' = 'meant',
): SettingsLayer {
  const layer = new Map<(typeof optionKeys)[number], { raw: unknown; name: string; folder: string }>();
  for (const key of optionKeys) {
    const variables: readonly Variable[] = [{ name: variableOf(key) }, ...(options[key].variables ?? [])];
    for (const { name, unit, values, isAmbient = false } of variables) {
      if (isAmbient !== (which === 'ambient')) continue;
      const said = environment[name];
      const text = values === undefined || said === undefined ? said : values[said.toLowerCase()];
      if (text === undefined || text === '') continue;
      layer.set(key, { raw: unit === undefined ? text : `${text}${unit}`, name, folder });
      break;
    }
  }
  return layer;
}

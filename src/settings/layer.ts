import type { Given, SettingsCommand } from './option.js';
import { type OptionKey, optionKeys, options, type OptionValues } from './options/index.js';

/** What one source gave, by option. */
export type SettingsLayer = ReadonlyMap<OptionKey, Given>;

export interface ChosenValues {
  readonly values: OptionValues;
  /** Where each value came from, as messages name it. */
  readonly origins: Readonly<Partial<Record<OptionKey, string>>>;
  /** What was chosen, as it was given. */
  readonly given: SettingsLayer;
}

/** The first layer that has an option wins; only options of `command` are looked at and checked. */
export function chooseValues(command: SettingsCommand, layers: readonly SettingsLayer[]): ChosenValues {
  const values: [OptionKey, unknown][] = [];
  const origins: Partial<Record<OptionKey, string>> = {};
  const chosen = new Map<OptionKey, Given>();
  for (const key of optionKeys) {
    if (!options[key].commands.includes(command)) continue;
    const given = layers.find((layer) => layer.has(key))?.get(key);
    if (given === undefined) continue;
    values.push([key, options[key].parse(given)]);
    origins[key] = given.name;
    chosen.set(key, given);
  }
  return { values: Object.fromEntries(values), origins, given: chosen };
}

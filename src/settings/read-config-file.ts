import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/index.js';
import type { SettingsLayer } from './layer.js';
import type { Given, SettingsCommand } from './option.js';
import { parseDataFile } from './parse-data-file.js';
import { isRecord } from './parsers.js';
import { type OptionKey, optionKeys, options } from './options/index.js';

/** The name of the project's settings file. */
export const configFileName = 'hearth.toml';

/** The layers of a hearth.toml: the table of the command (`[start-api]`) before the keys that all commands share. */
export function readConfigFile(file: string, command: SettingsCommand): readonly SettingsLayer[] {
  const content = parseDataFile(file);
  const shared = new Map<OptionKey, Given>();
  let ofCommand: SettingsLayer = new Map();
  for (const [key, value] of Object.entries(content)) {
    if (isOptionKey(key)) shared.set(key, given(file, key, value));
    else if (!isCommand(key)) throw unknownKey(file, key);
    else if (!isRecord(value)) throw new UserError(`"${key}" in ${file} is a command. Write a table: [${key}].`);
    else if (key === command) ofCommand = layerOf(file, key, value);
    else layerOf(file, key, value);
  }
  return [ofCommand, shared];
}

/** The settings file of the first folder that has one. */
export function findConfigFile(folders: readonly string[]): string | undefined {
  return folders.map((folder) => path.join(folder, configFileName)).find((file) => existsSync(file));
}

function layerOf(file: string, table: string, content: Readonly<Record<string, unknown>>): SettingsLayer {
  const layer = new Map<OptionKey, Given>();
  for (const [key, value] of Object.entries(content)) {
    if (!isOptionKey(key)) throw unknownKey(file, `${table}.${key}`);
    layer.set(key, given(file, `${table}.${key}`, value));
  }
  return layer;
}

function given(file: string, key: string, raw: unknown): Given {
  return { raw, name: `"${key}" in ${file}`, folder: path.dirname(file) };
}

function unknownKey(file: string, key: string): UserError {
  return new UserError(`Unknown setting "${key}" in ${file}. Known settings: ${optionKeys.join(', ')}.`);
}

function isOptionKey(key: string): key is OptionKey {
  return Object.hasOwn(options, key);
}

function isCommand(key: string): boolean {
  return optionKeys.some((option) => options[option].commands.some((command) => command === key));
}

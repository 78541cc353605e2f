import { existsSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../base/index.js';
import type { SettingsLayer } from './layer.js';
import type { Given, SettingsCommand } from './option.js';
import { type OptionKey, optionKeys, options, refusedOptions } from './options/index.js';
import { parseDataFile } from './parse-data-file.js';
import { flag, isRecord } from './parsers.js';

/** What SAM reads when nothing is named, the first one there. */
const names = ['samconfig.toml', 'samconfig.yaml', 'samconfig.yml', 'samconfig.json'];

/** The SAM command that each command stands for; others take what is for all commands only. */
const samCommands: Partial<Readonly<Record<SettingsCommand, string>>> = {
  'start-api': 'local_start_api',
  start: 'local_start_api',
  'start-lambda': 'local_start_lambda',
  invoke: 'local_invoke',
};

export interface SamConfigEnvironment {
  readonly name: string;
  /** The user asked for it, so that it must be there. */
  readonly named: boolean;
}

/** SAM's configuration of the first folder that has one. */
export function findSamConfig(folders: readonly string[]): string | undefined {
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find((file) => existsSync(file));
}

/** SAM asks for a `version` in its files, which is no setting of ours. */
export function isSamConfig(file: string): boolean {
  return path.basename(file).startsWith('samconfig.') || 'version' in parseDataFile(file);
}

/**
 * The layers of a `samconfig.toml` (SAM CLI, "configuration file"): `[<environment>.<command>.parameters]` before
 * `[<environment>.global.parameters]`; parameters that Hearth does not have are SAM's own affair.
 */
export function readSamConfig(
  file: string,
  command: SettingsCommand,
  environment: SamConfigEnvironment,
): readonly SettingsLayer[] {
  const content = parseDataFile(file);
  const tables = content[environment.name];
  if (!isRecord(tables)) {
    if (!environment.named) return [];
    const known = Object.keys(content).filter((key) => isRecord(content[key]));
    throw new UserError(
      `No environment "${environment.name}" in ${file}. --config-env takes one of: ${known.map((key) => `"${key}"`).join(', ')}.`,
    );
  }
  return [samCommands[command], 'global'].flatMap((name) => {
    const table = name === undefined ? undefined : tables[name];
    const parameters = isRecord(table) ? table['parameters'] : undefined;
    if (name === undefined || !isRecord(parameters)) return [];
    return [layerOf(parameters, command, (key) => `"${environment.name}.${name}.parameters.${key}" in ${file}`, file)];
  });
}

function layerOf(
  parameters: Readonly<Record<string, unknown>>,
  command: SettingsCommand,
  nameOf: (key: string) => string,
  file: string,
): SettingsLayer {
  const layer = new Map<OptionKey, Given>();
  for (const [key, raw] of Object.entries(parameters)) {
    const given = { raw, name: nameOf(key), folder: path.dirname(file) };
    const refused = refusedOptions[flagOf(key)];
    if (refused !== undefined) throw new UserError(`${given.name} cannot be had: ${refused.remedy}.`);
    const option = optionFor(flagOf(key), command);
    const negated = option === undefined ? optionFor(flagOf(key).replace(/^no-/, ''), command) : undefined;
    if (option !== undefined) layer.set(option, given);
    if (negated !== undefined) layer.set(negated, { ...given, raw: !flag(given) });
  }
  return layer;
}

/** `docker_network` → `docker-network`. */
function flagOf(parameter: string): string {
  return parameter === 'template_file' ? 'template' : parameter.replaceAll('_', '-');
}

/** The port of `start-lambda` is called `--port` there, as in SAM. */
function optionFor(flagName: string, command: SettingsCommand): OptionKey | undefined {
  return optionKeys.find((key) => {
    if (!options[key].commands.includes(command)) return false;
    const own = options[key].flagsFor?.[command];
    return own === undefined ? key === flagName : own.includes(`--${flagName} `);
  });
}

import { type Command, Option } from 'commander';
import { UserError } from '../base/index.js';
import {
  type Given,
  ignoredOptions,
  type OptionKey,
  optionKeys,
  options,
  type SettingsCommand,
  refusedOptions,
  type SettingsLayer,
} from '../settings/index.js';

/** Flags that may be given more than once. */
const repeatable: ReadonlySet<OptionKey> = new Set([
  'invoke-image',
  'debug-port',
  'debug-function',
  'add-host',
  'container-dns',
  'build',
  'watch-ignore',
  'alb-port',
  'url-port',
  'param',
]);

/** The words of a command line with SAM's other spellings of flags (`-ii`, `--template-file=…`) as Hearth spells them. */
export function spelledAsHere(words: readonly string[]): string[] {
  const spellings = new Map<string, string>(
    optionKeys.flatMap((key) => {
      const long = new Option(options[key].flags).long ?? '';
      return (options[key].spellings ?? []).map((spelling): [string, string] => [spelling, long]);
    }),
  );
  return words.flatMap((word) => {
    // SAM's old word for what is so anyway; here it would take an --event back.
    if (word === '--no-event') return [];
    const [typed = ''] = word.split('=', 1);
    const spelled = spellings.get(typed);
    return [spelled === undefined ? word : `${spelled}${word.slice(typed.length)}`];
  });
}

/** What the user typed, as the settings room takes it. */
export interface TypedFlags {
  readonly layer: SettingsLayer;
  readonly configFile?: string;
  readonly configEnv?: string;
  /** One line per accepted flag that has no meaning here. */
  readonly notices: readonly string[];
}

/** Gives `command` every flag that the options table has for it, and those of SAM that are accepted only. */
export function addSettingsFlags(command: Command, name: SettingsCommand): Command {
  for (const key of optionKeys) {
    const row = options[key];
    if (!row.commands.includes(name)) continue;
    const flag = new Option(row.flagsFor?.[name] ?? row.flags, `${row.description} (default: ${row.default})`);
    if (repeatable.has(key))
      flag.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value]);
    command.addOption(flag);
    if (key === 'watch') command.addOption(new Option('--no-watch', 'serve what was there at the start'));
  }
  command.option('--config-file <file>', 'settings file (default: `hearth.toml` and `samconfig.toml` in the project)');
  command.option('--config-env <name>', 'environment of `samconfig.toml` (default: `default`)');
  for (const { flags } of Object.values(ignoredOptions)) command.addOption(new Option(flags).hideHelp());
  for (const { flags } of Object.values(refusedOptions)) command.addOption(new Option(flags).hideHelp());
  return command;
}

export function readTypedFlags(command: Command, name: SettingsCommand, folder: string): TypedFlags {
  refuse(command);
  const layer = new Map<OptionKey, Given>();
  const values: Readonly<Record<string, unknown>> = command.opts();
  for (const key of optionKeys) {
    const row = options[key];
    if (!row.commands.includes(name)) continue;
    const flag = new Option(row.flagsFor?.[name] ?? row.flags);
    const attribute = flag.attributeName();
    if (command.getOptionValueSource(attribute) !== 'cli') continue;
    layer.set(key, { raw: values[attribute], name: flag.long ?? flag.flags, folder });
  }
  const { configFile, configEnv } = values;
  return {
    layer,
    notices: noticesOf(command),
    ...(typeof configFile === 'string' && { configFile }),
    ...(typeof configEnv === 'string' && { configEnv }),
  };
}

function refuse(command: Command): void {
  for (const { flags, remedy } of Object.values(refusedOptions)) {
    const flag = new Option(flags);
    if (command.getOptionValueSource(flag.attributeName()) !== 'cli') continue;
    throw new UserError(`${flag.long ?? flags} cannot be had: ${remedy}.`);
  }
}

function noticesOf(command: Command): string[] {
  return Object.values(ignoredOptions).flatMap(({ flags, reason }) => {
    const flag = new Option(flags);
    if (command.getOptionValueSource(flag.attributeName()) !== 'cli') return [];
    const value: unknown = command.opts()[flag.attributeName()];
    if (flag.negate === (value !== false)) return [];
    return [`${flag.long ?? flags} is not needed: ${reason}.`];
  });
}

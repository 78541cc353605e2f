import { variableOf } from './option.js';
import { ignoredOptions, optionKeys, options, refusedOptions } from './options/index.js';

/** The reference of every setting as Markdown, between the `reference` markers of README.md; a test keeps the two equal. */
export function settingsReference(): string {
  return [
    '## Settings',
    '',
    'Every setting is a flag, an environment variable and a key of `hearth.toml` in the project. The flag wins over the variable, the',
    'variable over the table of the command in `hearth.toml` (`[start-api]`), that over the keys that all commands share, those over',
    '`samconfig.toml`, and that over the default. SAM’s file (also `.yaml` and `.json`) is read as SAM reads it: the table of the command',
    '(`[default.local_start_api.parameters]`, also for `start`; `local_start_lambda`, `local_invoke`) before `[default.global.parameters]`.',
    '`--config-env` or `HEARTH_CONFIG_ENV` names another environment than `default`; `--config-file` or `HEARTH_CONFIG_FILE` another file',
    'of either kind. `AWS_REGION`, `AWS_DEFAULT_REGION` and `AWS_PROFILE`, which speak to other tools too, come behind the files. Flags marked',
    '*SAM* mean what they mean there.',
    '',
    '| flag | environment | `hearth.toml` | default | what it sets |',
    '|---|---|---|---|---|',
    ...optionKeys.map(rowOf),
    '',
    'Accepted, with one line that says why nothing is needed:',
    `${Object.values(ignoredOptions)
      .map(({ flags }) => `\`${longFlagOf(flags)}\``)
      .join(', ')}.`,
    '',
    'Refused, with what to do instead:',
    `${Object.values(refusedOptions)
      .map(({ flags }) => `\`${longFlagOf(flags)}\``)
      .join(', ')}.`,
  ].join('\n');
}

function rowOf(key: (typeof optionKeys)[number]): string {
  const row = options[key];
  const variables = [variableOf(key), ...(row.variables ?? []).map(({ name }) => name)];
  const flags = [
    `\`${row.flags}\``,
    ...(row.spellings ?? []).map((spelling) => `\`${spelling}\``),
    ...Object.entries(row.flagsFor ?? {}).map(([command, flags]) => `\`${flags}\` of \`${command}\``),
  ];
  const cells = [
    flags.join(', ') + (row.sam === true ? ' *SAM*' : ''),
    variables.map((name) => `\`${name}\``).join(', '),
    `\`${key}\``,
    row.default,
    row.description,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function longFlagOf(flags: string): string {
  return /--[a-z-]+/.exec(flags)?.[0] ?? flags;
}

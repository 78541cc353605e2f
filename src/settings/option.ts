/** The commands that take settings; `createEmulator` is the Node API. */
export type SettingsCommand =
  | 'start-api'
  | 'start-lambda'
  | 'start'
  | 'invoke'
  | 'logs'
  | 'ps'
  | 'events'
  | 'routes'
  | 'images'
  | 'doctor'
  | 'env'
  | 'validate'
  | 'createEmulator';

/** A value as one source gave it, with the name by which messages call it: `--port`, `HEARTH_PORT`, `"port" in /p/hearth.toml`. */
export interface Given {
  readonly raw: unknown;
  readonly name: string;
  /** Folder that relative paths are relative to. */
  readonly folder: string;
}

/** Another environment variable that sets an option; `unit` is put behind its number. */
export interface Variable {
  readonly name: string;
  readonly unit?: 'ms';
  /** It says something of the whole shell, for other tools too: the project's own files come before it. */
  readonly isAmbient?: boolean;
  /** One of LocalStack's. */
  readonly localstack?: boolean;
  /** Its values that mean something, and what; any other counts as not set, for the name may be somebody else's. */
  readonly values?: Readonly<Record<string, string>>;
}

/** One row of the options table; the row's key is the long flag's name and the key in hearth.toml. */
export interface Option<T> {
  /** As commander takes them; `flagsFor` differs for single commands. */
  readonly flags: string;
  readonly flagsFor?: Partial<Record<SettingsCommand, string>>;
  /** What SAM also calls the flag. */
  readonly spellings?: readonly string[];
  /** Known beside `HEARTH_<KEY>`, the first one set wins. */
  readonly variables?: readonly Variable[];
  readonly commands: readonly SettingsCommand[];
  /** Checks and types a given value; throws the `UserError` that names it and the remedy. */
  readonly parse: (given: Given) => T;
  readonly description: string;
  /** As the documentation shows it. */
  readonly default: string;
  /** True where SAM has a flag of this name and meaning. */
  readonly sam?: boolean;
}

/** A flag that other tools have and that needs nothing here: accepted, answered with `reason`. */
export interface IgnoredOption {
  readonly flags: string;
  readonly reason: string;
}

/** A flag that other tools have and that cannot be had here: whoever gives it is told `remedy` instead of being half obeyed. */
export interface RefusedOption {
  readonly flags: string;
  readonly remedy: string;
}

/** Keeps the row's value type while the table is written down. */
export function option<T>(row: Option<T>): Option<T> {
  return row;
}

/** `HEARTH_` and the key in upper case. */
export function variableOf(key: string): string {
  return `HEARTH_${key.replaceAll('-', '_').toUpperCase()}`;
}

import type { Command } from 'commander';
import { type Clock, type Logger, systemClock } from '../base/index.js';
import {
  type ReadSettings,
  readSettings,
  type Settings,
  type SettingsCommand,
  localstackNotices,
} from '../settings/index.js';
import { type Paint, paintFor } from './colours.js';
import { consoleLogger } from './console-logger.js';
import { readTypedFlags } from './flags.js';
import type { Io } from './io.js';
import { Terminal } from './terminal.js';

/** What every command works with: its settings, and where it writes. */
export interface Session {
  readonly io: Io;
  readonly settings: Settings;
  /** The settings as their files are now; throws the `UserError` of the first wrong value. */
  readonly settingsNow: () => Settings;
  readonly origins: ReadSettings['origins'];
  readonly terminal: Terminal;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Colours for stdout. */
  readonly paintOut: Paint;
  /** Colours for stderr. */
  readonly paintError: Paint;
}

/** Reads the settings of one command line; throws the `UserError` of the first wrong value. */
export function openSession(
  command: Command,
  name: SettingsCommand,
  io: Io,
  functionNames: readonly string[] = [],
): Session {
  const { folder, environment } = io;
  const typed = readTypedFlags(command, name, folder);
  const sources = {
    command: name,
    flags: typed.layer,
    functionNames,
    environment,
    folder,
    ...(typed.configFile === undefined ? {} : { configFile: typed.configFile }),
    ...(typed.configEnv === undefined ? {} : { configEnv: typed.configEnv }),
  };
  const { settings, origins } = readSettings(sources);
  const terminal = new Terminal(io);
  const paintError = paintFor(io.stderr, environment);
  const logger = consoleLogger({ settings, terminal, paint: paintError, clock: systemClock });
  for (const notice of typed.notices) logger.info(notice);
  if (serving.includes(name)) for (const notice of localstackNotices(environment)) logger.warn(notice);
  return {
    io,
    settings,
    settingsNow: () => readSettings(sources).settings,
    origins,
    terminal,
    logger,
    clock: systemClock,
    paintOut: paintFor(io.stdout, environment),
    paintError,
  };
}

/** Commands that people of LocalStack start in its place. */
const serving: readonly SettingsCommand[] = ['start-api', 'start-lambda', 'start'];

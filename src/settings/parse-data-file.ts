import { readFileSync } from 'node:fs';
import path from 'node:path';
import { tomlLibrary, UserError, yamlLibrary } from '../base/index.js';
import { isRecord } from './parsers.js';

/** The content of a settings file: TOML, or YAML and JSON by its ending. Throws `UserError` with file, line and column. */
export function parseDataFile(file: string): Readonly<Record<string, unknown>> {
  const text = readText(file);
  try {
    const content: unknown = /\.(?:ya?ml|json)$/.test(file) ? yamlLibrary().parse(text) : tomlLibrary().parse(text);
    return isRecord(content) ? content : {};
  } catch (error) {
    if (error instanceof tomlLibrary().TomlError) throw wrong(file, error.line, error.column, error);
    if (error instanceof yamlLibrary().YAMLParseError) {
      throw wrong(file, error.linePos?.[0].line ?? 1, error.linePos?.[0].col ?? 1, error);
    }
    throw error;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(
      `The settings file "${path.normalize(file)}" cannot be read. Name an existing file with --config-file.`,
      { cause: error },
    );
  }
}

function wrong(file: string, line: number, column: number, cause: Error): UserError {
  const reason = (cause.message.split('\n')[0] ?? cause.message).replace(/ at line \d+, column \d+:?$/, '');
  return new UserError(`${file}:${line}:${column}: ${reason}. Correct the settings file.`, { cause });
}

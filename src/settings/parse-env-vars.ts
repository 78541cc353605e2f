import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { messageOf, UserError } from '../base/index.js';
import type { Given } from './option.js';
import { filePath, invalidValue, isRecord } from './parsers.js';
import type { EnvironmentOverrides } from './settings.js';

/**
 * `--env-vars` and `--container-env-vars`: a JSON file in SAM's forms (by function, `Parameters` for all, or both), a flat JSON
 * file for all, a `.env` file for all, or the same shapes as a table in hearth.toml.
 */
export function envVars(given: Given): EnvironmentOverrides {
  if (isRecord(given.raw)) return overridesOf(given.raw, given);
  const file = filePath(given);
  const content = readText(file, given);
  if (path.extname(file).toLowerCase() !== '.json') return { all: parseEnvFile(content), byFunction: {} };
  return overridesOf(parseJson(content, file, given), given);
}

function overridesOf(shape: Readonly<Record<string, unknown>>, given: Given): EnvironmentOverrides {
  const all: Record<string, string> = {};
  const byFunction: Record<string, Record<string, string>> = {};
  for (const [name, value] of Object.entries(shape)) {
    if (!isRecord(value)) all[name] = valueOf(name, value, given);
    else if (name === 'Parameters') Object.assign(all, variablesOf(value, given));
    else byFunction[name] = variablesOf(value, given);
  }
  return { all, byFunction };
}

function variablesOf(shape: Readonly<Record<string, unknown>>, given: Given): Record<string, string> {
  return Object.fromEntries(Object.entries(shape).map(([name, value]) => [name, valueOf(name, value, given)]));
}

function valueOf(name: string, value: unknown, given: Given): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new UserError(
    `The variable "${name}" of ${given.name} is ${JSON.stringify(value)}. Use a text, a number or a boolean.`,
  );
}

function parseEnvFile(content: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(parseEnv(content))) {
    if (value !== undefined) variables[name] = value;
  }
  return variables;
}

function parseJson(content: string, file: string, given: Given): Readonly<Record<string, unknown>> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch (error) {
    throw new UserError(`The file "${file}" of ${given.name} is not JSON: ${messageOf(error)}. Correct it.`, {
      cause: error,
    });
  }
  if (isRecord(parsed)) return parsed;
  throw new UserError(
    `The file "${file}" of ${given.name} is not a JSON object. Write {"Function": {"NAME": "value"}} or {"Parameters": {"NAME": "value"}}.`,
  );
}

function readText(file: string, given: Given): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw invalidValue(
      { ...given, raw: file },
      `The file cannot be read (${messageOf(error)}). Name an existing file.`,
    );
  }
}

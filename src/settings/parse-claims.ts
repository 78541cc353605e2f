import { readFileSync } from 'node:fs';
import { messageOf } from '../base/index.js';
import type { Given } from './option.js';
import { filePath, invalidValue, isRecord } from './parsers.js';

/** `--mock-claims`: a JSON file with an object, or a table in hearth.toml. */
export function parseClaims(given: Given): Readonly<Record<string, unknown>> {
  if (isRecord(given.raw)) return given.raw;
  const file = filePath(given);
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw invalidValue({ ...given, raw: file }, `The file cannot be read as JSON (${messageOf(error)}).`);
  }
  if (isRecord(parsed)) return parsed;
  throw invalidValue(
    { ...given, raw: file },
    'The file must hold a JSON object, such as {"sub": "me", "scope": "read write"}.',
  );
}

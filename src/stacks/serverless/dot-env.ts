import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { processEnvironment } from '../../settings/index.js';
import type { Values } from './service.js';

/** `useDotenv: true` reads `.env` and `.env.<stage>`; variables that are set win. */
export function dotEnv(
  config: Values,
  folder: string,
  stage: unknown,
  watch: (file: string) => void,
): Readonly<Record<string, string>> {
  if (config['useDotenv'] !== true) return {};
  const variables: Record<string, string> = {};
  for (const name of ['.env', `.env.${typeof stage === 'string' ? stage : 'dev'}`]) {
    const file = path.join(folder, name);
    watch(file);
    if (existsSync(file)) Object.assign(variables, parseEnv(readFileSync(file, 'utf8')));
  }
  const known = { ...variables, ...processEnvironment() };
  return Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, expanded(value, known)]));
}

/** `$NAME` and `${NAME}` are other variables, `${NAME:-text}` with a default, and `\$` is a dollar sign. */
function expanded(value: string, known: Readonly<Record<string, string | undefined>>, depth = 0): string {
  if (depth > 10) return value;
  return value.replaceAll(
    /\\\$|\$\{(\w+)(?::?-([^}]*))?\}|\$(\w+)/g,
    (written: string, braced?: string, usual?: string, plain?: string) => {
      const name = braced ?? plain;
      return name === undefined ? written.slice(1) : expanded(known[name] ?? usual ?? '', known, depth + 1);
    },
  );
}

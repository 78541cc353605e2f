import { createRequire } from 'node:module';
import type * as toml from 'smol-toml';
import type * as yaml from 'yaml';

/** `yaml`, loaded by the first who needs it: most starts read nothing with it, and it takes a tenth of one to load. */
export function yamlLibrary(): typeof yaml {
  return createRequire(import.meta.url)('yaml') as typeof yaml;
}

/** `smol-toml`, loaded by the first who needs it: most starts have no settings file. */
export function tomlLibrary(): typeof toml {
  return createRequire(import.meta.url)('smol-toml') as typeof toml;
}

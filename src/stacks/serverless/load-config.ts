import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, UserError } from '../../base/index.js';
import { withPlainNumbers } from '../resolver/plain-numbers.js';
import { mapOf } from '../resolver/properties.js';
import { parseTemplate, parseTemplatePart } from '../template/parse-template.js';
import type { TemplatePart } from '../template/template-part.js';

/** What a configuration written in code gets when it is a function (Serverless Framework, "Reference properties in JavaScript files"). */
export interface ConfigFunctionArguments {
  readonly options: Readonly<Record<string, string>>;
  readonly resolveVariable: (text: string) => Promise<unknown>;
  readonly resolveConfigurationProperty: (keys: readonly string[]) => Promise<unknown>;
  /** The first part names the export to call. */
  readonly address: string;
}

/** The content of a file that a variable names, relative to the service; undefined when there is none. */
export type ReadConfigFile = (file: string, given: ConfigFunctionArguments) => Promise<unknown>;

/** The configuration, and where each part of it stands; of one written in code only the file is known. */
export interface MainConfig extends Pick<TemplatePart, 'locate'> {
  readonly config: Readonly<Record<string, unknown>>;
}

/** Reads `serverless.yml`, `.json`, `.ts` or `.js`; each file that is read is watched. Numbers are JavaScript's, as Serverless has them. */
export function configReader(
  folder: string,
  watch: (file: string) => void,
): { readonly main: (file: string) => Promise<MainConfig>; readonly part: ReadConfigFile } {
  return {
    async main(file) {
      watch(file);
      const parsed = isCode(file) ? undefined : parseTemplate(file, readFileSync(file, 'utf8'));
      const config = mapOf(parsed === undefined ? await call(await load(file), []) : withPlainNumbers(parsed.content));
      if (config !== undefined) return { config, locate: parsed?.locate ?? (() => file) };
      throw new UserError(`"${file}" gives no configuration. Export an object, or a function that makes one.`);
    },
    async part(name, given) {
      const file = path.resolve(folder, name);
      watch(file);
      if (!existsSync(file)) return undefined;
      if (isCode(file)) return callPart(await load(file), given);
      const text = readFileSync(file, 'utf8');
      return /\.(?:ya?ml|json)$/.test(file) ? withPlainNumbers(parseTemplatePart(file, text).content) : text.trim();
    },
  };
}

function isCode(file: string): boolean {
  return /\.[cm]?[jt]s$/.test(file);
}

/** Its own code runs in this process, as it does in Serverless; edits are seen because nothing is kept. */
async function load(file: string): Promise<unknown> {
  const { createJiti } = await import('jiti');
  try {
    return await createJiti(file, { moduleCache: false, fsCache: false }).import(file, { default: true });
  } catch (error) {
    throw new UserError(`"${file}" cannot be loaded: ${messageOf(error)}`, { cause: error });
  }
}

async function callPart(loaded: unknown, given: ConfigFunctionArguments): Promise<unknown> {
  const name = given.address.split('.')[0] ?? '';
  // A function may carry more functions as its members.
  const member = (isCallable(loaded) ? (loaded as unknown as Readonly<Record<string, unknown>>) : mapOf(loaded))?.[
    name
  ];
  if (typeof member !== 'function') return call(loaded, [given]);
  return { ...mapOf(loaded), [name]: await call(member, [given]) };
}

async function call(value: unknown, parameters: readonly unknown[]): Promise<unknown> {
  return isCallable(value) ? value(...parameters) : await value;
}

function isCallable(value: unknown): value is (...parameters: readonly unknown[]) => unknown {
  return typeof value === 'function';
}

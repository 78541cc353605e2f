import { suggestion } from '../../../base/index.js';
import { Unresolved } from '../../resolver/unresolved.js';
import type { ReadConfigFile } from '../load-config.js';
import { mapOf } from '../../resolver/properties.js';
import type { VariableSource } from './parse-variable.js';

/** What variables may be made of. */
export interface VariableNeeds {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What the command line says: `stage`, `region`, and what `--parameter-overrides` give as further options. */
  readonly options: Readonly<Record<string, string>>;
  /** `--param`, before which no other parameter counts. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly stage: () => Promise<string>;
  /** The one that is asked for, else that of the provider, else this. */
  readonly defaultRegion: string;
  readonly account: string;
  /** A value of the configuration itself, its variables resolved. */
  readonly self: (address: string) => Promise<unknown>;
  readonly resolve: (value: unknown) => Promise<unknown>;
  readonly readFile: ReadConfigFile;
}

/** The value of one source; undefined when it has none, so that the next one is tried. */
export async function valueOfSource(source: VariableSource, needs: VariableNeeds): Promise<unknown> {
  if (source.kind === 'literal') return source.value;
  const { type, parameter = '', address = '' } = source;
  switch (type) {
    case 'self':
      return needs.self(address);
    case 'env':
      return needs.environment[address];
    case 'opt':
      return address === '' ? needs.options : needs.options[address];
    case 'param':
      return needs.parameters[address] ?? needs.options[address] ?? (await stageParameter(address, needs));
    case 'sls':
      if (address === 'stage') return needs.stage();
      return address === 'instanceId' ? 'hearth' : undefined;
    case 'aws':
      if (address === 'accountId') return needs.account;
      return address === 'region' ? regionOf(needs) : undefined;
    case 'strToBool':
      return /^(?:true|1)$/i.test(parameter) ? true : /^(?:false|0)$/i.test(parameter) ? false : undefined;
    case 'file':
      return valueInFile(parameter, address, needs);
    default:
      return new Unresolved(notKnownHere(type, address));
  }
}

/** Sources of AWS and of other tools, which need them (Serverless Framework, "Variables"). */
const foreign = ['cf', 'ssm', 's3', 'output', 'terraform', 'vault', 'doppler', 'git'];

function notKnownHere(type: string, address: string): string {
  const own = ['self', 'env', 'opt', 'param', 'file', 'sls', 'aws', 'strToBool'];
  const guess = foreign.includes(type) ? '' : suggestion(type, [...own, ...foreign]);
  const what = `"${type}:${address}"`;
  return guess === ''
    ? `${what} is known only to AWS or to another tool`
    : `${what} is of no source that Serverless knows.${guess.replace(/\?$/, '')}`;
}

/** The region of `--region`, of the provider, or of the settings. */
export async function regionOf({
  options,
  self,
  defaultRegion,
}: Pick<VariableNeeds, 'options' | 'self' | 'defaultRegion'>): Promise<string> {
  const region = options['region'] ?? (await self('provider.region'));
  return typeof region === 'string' ? region : defaultRegion;
}

/** `params.<stage>` before `params.default`, and what Serverless v4 has under `stages`. */
async function stageParameter(name: string, needs: VariableNeeds): Promise<unknown> {
  const stage = await needs.stage();
  for (const address of [`params.${stage}`, `stages.${stage}.params`, 'params.default', 'stages.default.params']) {
    const value = mapOf(await needs.self(address))?.[name];
    if (value !== undefined) return value;
  }
  return undefined;
}

async function valueInFile(file: string, address: string, needs: VariableNeeds): Promise<unknown> {
  const content = await needs.readFile(file, {
    options: needs.options,
    resolveVariable: (text) => needs.resolve(`\${${text}}`),
    resolveConfigurationProperty: (keys) => needs.self(keys.join('.')),
    address,
  });
  if (content === undefined) return undefined;
  let value: unknown = await needs.resolve(content);
  for (const key of address === '' ? [] : address.split('.')) {
    value = await needs.resolve(
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
    );
  }
  return value;
}

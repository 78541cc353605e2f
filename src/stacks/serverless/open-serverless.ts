import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { messageOf, UserError } from '../../base/index.js';
import { processEnvironment } from '../../settings/index.js';
import type { ProjectFileOptions } from '../project-file.js';
import { mapOf } from '../resolver/properties.js';
import { noAssets } from '../template/assets.js';
import { openProject, type OpenedProject } from '../template/open-project.js';
import { configReader } from './load-config.js';
import { mapAt, type Service, textAt, type Values, wordOf } from './service.js';
import { tellPlugins } from './tell-plugins.js';
import { translateService } from './translate-service.js';
import { resolveVariables } from './variables/resolve-variables.js';

/** A serverless.yml (or its JSON, JavaScript or TypeScript form) as a template; its parameters are Serverless' own options. */
export async function openServerless(options: ProjectFileOptions): Promise<OpenedProject> {
  const { file, parameterOverrides, pseudo, tell, watch } = options;
  const folder = path.dirname(file);
  const reader = configReader(folder, watch);
  const written = await readMain(reader.main, file);
  const stageGiven = parameterOverrides['stage'] ?? textAt(mapAt(written, 'provider'), 'stage');
  const variables = resolveVariables(written, {
    environment: { ...dotEnv(written, folder, stageGiven, watch), ...processEnvironment() },
    options: parameterOverrides,
    region: pseudo.region,
    account: pseudo.account,
    readFile: reader.part,
  });
  const service = serviceOf(await variables.all(), parameterOverrides, options);
  tellPlugins(service);
  const { stage } = service;
  const content = translateService(service);
  const given = Object.keys(mapAt(content, 'Parameters'));
  const template = { file, content, locate: () => file };
  return openProject(template, {
    isSamLocal: false,
    parameters: Object.fromEntries(Object.entries(parameterOverrides).filter(([name]) => given.includes(name))),
    pseudo: { ...pseudo, stackName: `${service.name}-${stage}` },
    scope: '',
    tell,
    watch,
    assets: noAssets,
    layers: new Map(),
    exported: () => undefined,
  });
}

async function readMain(read: (file: string) => Promise<Values>, file: string): Promise<Values> {
  try {
    return await read(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`"${file}" cannot be read: ${messageOf(error)}.`, { cause: error });
  }
}

function serviceOf(
  config: Values,
  parameters: Readonly<Record<string, string>>,
  { file, tell, watch, pseudo }: ProjectFileOptions,
): Service {
  const provider = typeof config['provider'] === 'string' ? { name: config['provider'] } : mapAt(config, 'provider');
  const { name = 'aws', region } = provider;
  if (name !== 'aws') throw new UserError(`"${file}" is for the provider "${wordOf(name)}". Hearth runs "aws" only.`);
  if (typeof region === 'string' && region !== pseudo.region) {
    tell(`"provider.region" is "${region}", and functions run as if in "${pseudo.region}": pass --region ${region}.`);
  }
  const functions = [config['functions']].flat().flatMap((part) => Object.entries(mapOf(part) ?? {}));
  return {
    folder: path.dirname(file),
    name: textAt(mapAt(config, 'service'), 'name') ?? textAt(config, 'service') ?? 'service',
    stage: parameters['stage'] ?? textAt(provider, 'stage') ?? 'dev',
    config,
    provider,
    functions: new Map(functions.map(([key, values]) => [key, mapOf(values) ?? {}])),
    tell,
    watch,
  };
}

/** `useDotenv: true` reads `.env` and `.env.<stage>`; variables that are set win. */
function dotEnv(
  config: Values,
  folder: string,
  stage: string | undefined,
  watch: (file: string) => void,
): Values & Record<string, string> {
  if (config['useDotenv'] !== true) return {};
  const variables: Record<string, string> = {};
  for (const name of ['.env', `.env.${stage ?? 'dev'}`]) {
    const file = path.join(folder, name);
    watch(file);
    if (existsSync(file)) Object.assign(variables, parseEnv(readFileSync(file, 'utf8')));
  }
  return variables;
}

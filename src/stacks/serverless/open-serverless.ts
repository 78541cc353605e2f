import path from 'node:path';
import { messageOf, UserError } from '../../base/index.js';
import { processEnvironment } from '../../settings/index.js';
import type { ProjectFileOptions } from '../project-file.js';
import { mapOf } from '../resolver/properties.js';
import { noAssets } from '../template/assets.js';
import { openProject, type OpenedProject } from '../template/open-project.js';
import type { TemplatePath } from '../template/template-part.js';
import { dotEnv } from './dot-env.js';
import { configReader, type MainConfig } from './load-config.js';
import { declaredFunctions, functionId, mapAt, type Service, textAt, type Values, wordOf } from './service.js';
import { withoutOddities } from './tell-odd-config.js';
import { tellPlugins } from './tell-plugins.js';
import { translateService } from './translate-service.js';
import { resolveVariables } from './variables/resolve-variables.js';
import { regionOf } from './variables/variable-sources.js';

/** A serverless.yml (or its JSON, JavaScript or TypeScript form) as a template; its parameters are Serverless' own options. */
export async function openServerless(options: ProjectFileOptions): Promise<OpenedProject> {
  const { file, parameterOverrides, serviceParameters, pseudo, tell, watch } = options;
  const folder = path.dirname(file);
  const reader = configReader(folder, watch);
  const { config: written, locate } = await readMain(reader.main, file);
  const given = optionsOf(options);
  const needs = {
    environment: processEnvironment(),
    options: given,
    parameters: serviceParameters,
    defaultRegion: pseudo.region,
    account: pseudo.account,
    readFile: reader.part,
  };
  // The stage says which .env file is read, and may itself be made of variables.
  const stageGiven = given['stage'] ?? (await resolveVariables(written, needs).at('provider.stage'));
  const environment = { ...dotEnv(written, folder, stageGiven, watch), ...needs.environment };
  const variables = resolveVariables(written, { ...needs, environment });
  const region = await regionOf({ ...needs, self: (address) => variables.at(address) });
  const service = withoutOddities(serviceOf(await variables.all(), locate, given, options));
  tellPlugins(service);
  const { stage } = service;
  const content = translateService(service);
  const declared = Object.keys(mapAt(content, 'Parameters'));
  const template = { file, content, locate: (place: TemplatePath) => locate(placeInService(place, service)) };
  return openProject(template, {
    isSamLocal: false,
    parameters: Object.fromEntries(Object.entries(parameterOverrides).filter(([name]) => declared.includes(name))),
    pseudo: { ...pseudo, region, stackName: textAt(service.provider, 'stackName') ?? `${service.name}-${stage}` },
    scope: '',
    tell,
    watch,
    assets: noAssets,
    layers: new Map(),
    exported: () => undefined,
  });
}

/** What Serverless' own command line would say. */
function optionsOf({ parameterOverrides, stage, regionNamed, pseudo }: ProjectFileOptions): Record<string, string> {
  return {
    ...parameterOverrides,
    ...(regionNamed && { region: pseudo.region }),
    ...(stage !== undefined && { stage }),
  };
}

async function readMain(read: (file: string) => Promise<MainConfig>, file: string): Promise<MainConfig> {
  try {
    return await read(file);
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`"${file}" cannot be read: ${messageOf(error)}.`, { cause: error });
  }
}

/** Where serverless.yml says what the template of it says there. */
function placeInService([section, id, , property, ...rest]: TemplatePath, { functions }: Service): TemplatePath {
  const key = [...functions.keys()].find((name) => functionId(name) === id);
  if (section === 'Resources' && key !== undefined) {
    const name = String(property ?? '');
    return ['functions', key, name === 'FunctionName' ? 'name' : `${name.charAt(0).toLowerCase()}${name.slice(1)}`];
  }
  return ['resources', section ?? '', id ?? '', 'Properties', property ?? '', ...rest];
}

function serviceOf(
  config: Values,
  locate: Service['locate'],
  given: Readonly<Record<string, string>>,
  { file, tell, watch }: ProjectFileOptions,
): Service {
  const provider = typeof config['provider'] === 'string' ? { name: config['provider'] } : mapAt(config, 'provider');
  const { name = 'aws' } = provider;
  if (name !== 'aws') throw new UserError(`"${file}" is for the provider "${wordOf(name)}". Hearth runs "aws" only.`);
  return {
    folder: path.dirname(file),
    name: textAt(mapAt(config, 'service'), 'name') ?? textAt(config, 'service') ?? 'service',
    stage: given['stage'] ?? textAt(provider, 'stage') ?? 'dev',
    config,
    provider,
    functions: new Map(declaredFunctions(config).map(([key, values]) => [key, mapOf(values) ?? {}])),
    locate,
    tell,
    watch,
  };
}

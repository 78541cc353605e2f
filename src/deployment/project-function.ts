import { messageOf } from '../base/index.js';
import {
  type DebugSettings,
  environmentProblems,
  type FunctionPackage,
  type FunctionProblem,
  type FunctionVersion,
  LATEST,
  limits,
  namesOf,
  type StackFunction,
} from '../model/index.js';
import { generationOf, type ProjectFunction } from '../registry/index.js';
import type { Settings } from '../settings/index.js';
import type { CodeSources } from './code-sources.js';
import { environmentOf } from './environment.js';

/** What a function version takes from the settings. */
export type FunctionSettings = Pick<
  Settings,
  'region' | 'account' | 'environmentOverrides' | 'containerEnvironment' | 'docker'
>;

/** A function of a stack, ready for the registry; what keeps it from running is its `problem`. */
export async function toProjectFunction(
  declared: StackFunction,
  settings: FunctionSettings,
  sources: CodeSources,
  debug?: DebugSettings,
): Promise<ProjectFunction> {
  const environment = environmentOf(declared, settings);
  const code = await loadPackage(declared, sources);
  const problem = declared.problem ?? code.problem ?? environmentProblem(environment);
  const imageOverride = namesOf(declared)
    .map((name) => settings.docker.imageOverrides[name])
    .find((image) => image !== undefined);
  const version: Omit<FunctionVersion, 'generation'> = {
    name: declared.name,
    version: LATEST,
    arn: {
      region: declared.region ?? settings.region,
      account: declared.account ?? settings.account,
      name: declared.name,
    },
    package: code.package,
    architecture: declared.architecture,
    environment: problem === undefined ? environment : {},
    memoryMb: declared.memoryMb,
    timeoutMs: declared.timeoutSeconds * 1000,
    ephemeralStorageMb: declared.ephemeralStorageMb,
    logging: declared.logging,
    ...(declared.localEnvironment !== undefined && { localEnvironment: declared.localEnvironment }),
    ...(imageOverride !== undefined && { imageOverride }),
    ...(declared.tenancyConfig !== undefined && { isolatesTenants: true }),
    ...(declared.durableConfig !== undefined && { isDurable: true }),
    ...(debug !== undefined && { debug }),
    ...(problem !== undefined && { problem }),
  };
  return {
    version: { ...version, generation: generationOf(version) },
    logicalId: declared.logicalId,
    description: declared.description,
    codeSize: code.size,
    ...(declared.reservedConcurrency !== undefined && { reservedConcurrency: declared.reservedConcurrency }),
    ...(declared.deadLetterQueue !== undefined && { deadLetterQueue: declared.deadLetterQueue }),
    ...(declared.recursiveLoop !== undefined && { recursiveLoop: declared.recursiveLoop }),
    ...(declared.tenancyConfig !== undefined && { tenancyConfig: declared.tenancyConfig }),
    ...(declared.durableConfig !== undefined && { durableConfig: declared.durableConfig }),
    ...(declared.alsoKnownAs !== undefined && { alsoKnownAs: declared.alsoKnownAs }),
  };
}

interface LoadedPackage {
  readonly package: FunctionPackage;
  readonly size: number;
  readonly problem?: FunctionProblem;
}

async function loadPackage({ package: declared }: StackFunction, sources: CodeSources): Promise<LoadedPackage> {
  if (declared.packageType === 'Image') {
    const { imageUri, overrides } = declared;
    return { package: { packageType: 'Image', imageUri, overrides }, size: 0 };
  }
  const { runtime, handler } = declared;
  try {
    const code = await sources.digested(declared.code);
    const layers = await Promise.all(declared.layers.map((layer) => sources.digested(layer)));
    return {
      package: { packageType: 'Zip', runtime, handler, code: code.source, layers: layers.map(({ source }) => source) },
      size: code.size,
    };
  } catch (error) {
    const { source } = await sources.digested({ kind: 'inline', fileName: 'index.js', text: '' });
    return {
      package: { packageType: 'Zip', runtime, handler, code: source, layers: [] },
      size: 0,
      problem: { errorType: 'Hearth.CodeUnreadable', message: `Its code cannot be read: ${messageOf(error)}.` },
    };
  }
}

function environmentProblem(environment: Readonly<Record<string, string>>): FunctionProblem | undefined {
  if (!environmentProblems(environment).some(({ kind }) => kind === 'size')) return undefined;
  const size = Buffer.byteLength(JSON.stringify(environment));
  return {
    errorType: 'Hearth.EnvironmentTooLarge',
    message: `Its environment variables have ${size} bytes as JSON, and Lambda takes ${limits.environment}. Shorten or remove some in the template or in --env-vars.`,
  };
}

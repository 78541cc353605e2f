import type { DebugSettings, FunctionPackage, FunctionVersion } from '../model/index.js';
import type { FunctionRecord } from './function-record.js';
import { generationOf } from './generation.js';

/** How a function made or changed over the AWS API is debugged just now; undefined when it is not. */
export type DebuggingOf = (version: Pick<FunctionVersion, 'name' | 'package'>) => DebugSettings | undefined;

/** What an invocation of the record's version runs; published versions are never debugged. */
export function functionVersionOf(record: FunctionRecord, debuggingOf?: DebuggingOf): FunctionVersion {
  const { account, region, name, settings, code } = record;
  const version: Omit<FunctionVersion, 'generation'> = {
    name,
    version: record.version,
    arn: { account, region, name },
    package: packageOf(record),
    architecture: settings.architecture,
    environment: settings.environment ?? {},
    memoryMb: settings.memoryMb,
    timeoutMs: settings.timeoutSeconds * 1000,
    ephemeralStorageMb: settings.ephemeralStorageMb,
    logging: settings.logging,
    ...(code.packageType === 'Zip' && code.imageOverride !== undefined && { imageOverride: code.imageOverride }),
    ...(record.localEnvironment !== undefined && { localEnvironment: record.localEnvironment }),
    ...(settings.shownOnly['TenancyConfig'] !== undefined && { isolatesTenants: true }),
    ...(settings.shownOnly['DurableConfig'] !== undefined && { isDurable: true }),
    ...(code.problem !== undefined && { problem: code.problem }),
  };
  const debug = debuggingOf?.(version);
  if (debug !== undefined) return withGeneration({ ...version, debug });
  return withGeneration(version);
}

function withGeneration(version: Omit<FunctionVersion, 'generation'>): FunctionVersion {
  return { ...version, generation: generationOf(version) };
}

function packageOf({ settings, code }: FunctionRecord): FunctionPackage {
  if (code.packageType === 'Image') {
    return { packageType: 'Image', imageUri: code.imageUri, overrides: settings.imageOverrides ?? {} };
  }
  const { runtime = '', handler = '' } = settings;
  return { packageType: 'Zip', runtime, handler, code: code.source, layers: code.layers };
}

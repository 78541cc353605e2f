import type { FunctionPackage, FunctionVersion } from '../model/index.js';
import type { FunctionRecord } from './function-record.js';
import { generationOf } from './generation.js';

/** What an invocation of the record's version runs. */
export function functionVersionOf(record: FunctionRecord): FunctionVersion {
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
    ...(code.problem !== undefined && { problem: code.problem }),
  };
  return { ...version, generation: generationOf(version) };
}

function packageOf({ settings, code }: FunctionRecord): FunctionPackage {
  if (code.packageType === 'Image') {
    return { packageType: 'Image', imageUri: code.imageUri, overrides: settings.imageOverrides ?? {} };
  }
  const { runtime = '', handler = '' } = settings;
  return { packageType: 'Zip', runtime, handler, code: code.source, layers: code.layers };
}

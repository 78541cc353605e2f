import { newUuid } from '../base/index.js';
import type { FunctionEntry, FunctionRecord } from './function-record.js';
import { settledStatus } from './function-status.js';
import type { ProjectFunction } from './registry.js';

/** Shows a function of a project file as the AWS API shows functions; it is Active from the first moment. */
export function projectEntry(project: ProjectFunction, nowMs: number): FunctionEntry {
  const { version } = project;
  const record: FunctionRecord = {
    ...version.arn,
    version: version.version,
    settings: {
      role: `arn:aws:iam::${version.arn.account}:role/hearth`,
      description: project.description,
      ...(version.package.packageType === 'Zip'
        ? { runtime: version.package.runtime, handler: version.package.handler }
        : Object.keys(version.package.overrides).length > 0 && { imageOverrides: version.package.overrides }),
      architecture: version.architecture,
      ...(Object.keys(version.environment).length > 0 && { environment: version.environment }),
      memoryMb: version.memoryMb,
      timeoutSeconds: version.timeoutMs / 1000,
      ephemeralStorageMb: version.ephemeralStorageMb,
      logging: version.logging,
      shownOnly: shownOnlyOf(project),
    },
    code: codeOf(project),
    revisionId: newUuid(),
    lastModifiedMs: nowMs,
    status: settledStatus,
    tags: {},
    ...(version.localEnvironment !== undefined && { localEnvironment: version.localEnvironment }),
    ...(project.recursiveLoop !== undefined && { recursiveLoop: project.recursiveLoop }),
    ...(project.reservedConcurrency !== undefined && { reservedConcurrency: project.reservedConcurrency }),
  };
  return { record, running: version };
}

/** Settings that the API shows by AWS's names. */
export function shownOnlyOf(project: ProjectFunction): Readonly<Record<string, unknown>> {
  const { deadLetterQueue, tenancyConfig, durableConfig } = project;
  return {
    ...(deadLetterQueue !== undefined && { DeadLetterConfig: { TargetArn: deadLetterQueue } }),
    ...(tenancyConfig !== undefined && { TenancyConfig: tenancyConfig }),
    ...(durableConfig !== undefined && { DurableConfig: durableConfig }),
  };
}

function codeOf({ version, codeSize }: ProjectFunction): FunctionRecord['code'] {
  const { package: code, imageOverride, problem } = version;
  if (code.packageType === 'Image') {
    return { packageType: 'Image', imageUri: code.imageUri, ...(problem !== undefined && { problem }) };
  }
  return {
    packageType: 'Zip',
    source: code.code,
    layers: code.layers,
    size: codeSize,
    ...(imageOverride !== undefined && { imageOverride }),
    ...(problem !== undefined && { problem }),
  };
}

import { createHash } from 'node:crypto';
import type { FunctionPackage, FunctionVersion } from '../model/index.js';

/**
 * One hash over everything that a sandbox is made of: code and configuration. Equal generations may share sandboxes; the path of the
 * code does not count, its digest does.
 */
export function generationOf(version: Omit<FunctionVersion, 'generation'>): string {
  const {
    name,
    arn,
    package: code,
    architecture,
    environment,
    memoryMb,
    timeoutMs,
    ephemeralStorageMb,
    logging,
  } = version;
  const variables = Object.entries(environment).sort(([a], [b]) => (a < b ? -1 : 1));
  const parts = [
    name,
    version.version,
    arn,
    packageParts(code),
    architecture,
    variables,
    memoryMb,
    timeoutMs,
    ephemeralStorageMb,
    logging,
  ];
  const text = JSON.stringify([
    ...parts,
    version.imageOverride ?? null,
    version.problem ?? null,
    ...(version.debug === undefined ? [] : [version.debug]),
    ...(version.localEnvironment === undefined ? [] : [version.localEnvironment]),
    ...(version.isolatesTenants === true ? ['isolates tenants'] : []),
    ...(version.isDurable === true ? ['is durable'] : []),
  ]);
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

function packageParts(code: FunctionPackage): readonly unknown[] {
  if (code.packageType === 'Image') return [code.imageUri, code.overrides];
  return [code.runtime, code.handler, code.code.kind, code.code.digest, code.layers.map((layer) => layer.digest)];
}

import type { FunctionVersion } from '../../../src/model/index.js';

/** A function version with everything filled in; `generation` is `g1` unless said otherwise. */
export function functionVersionOf(name = 'echo', changes: Partial<FunctionVersion> = {}): FunctionVersion {
  return {
    name,
    version: '$LATEST',
    arn: { region: 'us-east-1', account: '000000000000', name },
    package: {
      packageType: 'Zip',
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      code: { kind: 'folder', digest: 'd', path: '/code', live: false },
      layers: [],
    },
    architecture: 'x86_64',
    environment: {},
    memoryMb: 128,
    timeoutMs: 3000,
    ephemeralStorageMb: 512,
    logging: { format: 'Text', group: `/aws/lambda/${name}` },
    generation: 'g1',
    ...changes,
  };
}

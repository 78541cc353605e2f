import type { FunctionVersion, Invocation } from '../../src/model/index.js';

/** A function version with AWS's defaults; a test names only what it is about. */
export function functionVersion(overrides: Partial<FunctionVersion> = {}): FunctionVersion {
  return {
    name: 'echo',
    version: '$LATEST',
    arn: { region: 'us-east-1', account: '000000000000', name: 'echo' },
    package: {
      packageType: 'Zip',
      runtime: 'nodejs22.x',
      handler: 'index.handler',
      code: { kind: 'folder', digest: 'd', path: '/nowhere', live: false },
      layers: [],
    },
    architecture: 'x86_64',
    environment: {},
    memoryMb: 128,
    timeoutMs: 3000,
    ephemeralStorageMb: 512,
    logging: { format: 'Text', group: '/aws/lambda/echo' },
    generation: 'g1',
    ...overrides,
  };
}

/** An invocation as the frontend makes one. */
export function invocation(overrides: Partial<Invocation> = {}): Invocation {
  return {
    requestId: '11111111-1111-4111-8111-111111111111',
    payload: Buffer.from('{"a":1}'),
    invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:echo',
    traceId: 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=0',
    ...overrides,
  };
}

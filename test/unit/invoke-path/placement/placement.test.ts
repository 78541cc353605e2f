import { describe, expect, it } from '@jest/globals';
import { createLogger, PlatformError } from '../../../../src/base/index.js';
import { createPlacement, FunctionCannotRun, type HostOffer } from '../../../../src/invoke-path/placement/index.js';
import type { PlacementDependencies } from '../../../../src/invoke-path/placement/index.js';
import type { FunctionVersion } from '../../../../src/model/index.js';
import type { SandboxRequest } from '../../../../src/worker/sandbox/index.js';
import type { HostVerdict, SandboxHost, SandboxRoute, SandboxSpec } from '../../../../src/worker/sandbox-host/index.js';
import { FakeSandbox } from '../fake-sandbox.js';
import { functionVersionOf } from '../function-version-of.js';

const patient = new AbortController().signal;
const able: HostVerdict = { able: true };

/** A host that only judges; it creates nothing. */
class JudgingHost implements SandboxHost {
  readonly judged: SandboxSpec[] = [];
  readonly prepared: SandboxSpec[] = [];

  constructor(
    readonly kind: 'docker' | 'process',
    public verdict: HostVerdict = able,
  ) {}

  canRun(spec: SandboxSpec): Promise<HostVerdict> {
    this.judged.push(spec);
    return Promise.resolve(this.verdict);
  }

  prepare(spec: SandboxSpec): Promise<void> {
    this.prepared.push(spec);
    return Promise.resolve();
  }

  route(): Promise<SandboxRoute> {
    return Promise.resolve({ bindAddress: '127.0.0.1', sandboxFacingHost: 'h', sandboxesHaveAddresses: false });
  }

  create(): never {
    throw new Error('not asked for');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return Promise.resolve();
  }
}

interface Options {
  readonly sandboxHost?: 'auto' | 'docker' | 'process';
  readonly docker?: HostOffer;
  readonly process?: HostOffer;
  readonly imageOverrides?: Readonly<Record<string, string>>;
  readonly awsEndpoint?: string;
  readonly identity?: PlacementDependencies['identity'];
}

function setUp(options: Options = {}) {
  const dockerHost = new JudgingHost('docker');
  const processHost = new JudgingHost('process');
  const requests: SandboxRequest[] = [];
  const lines: string[] = [];
  const start = { error: undefined as Error | undefined };
  const placement = createPlacement({
    settings: {
      sandboxHost: options.sandboxHost ?? 'auto',
      docker: {
        addHosts: [],
        dns: [],
        skipPullImage: false,
        environment: {},
        imageOverrides: options.imageOverrides ?? {},
      },
      ...(options.awsEndpoint === undefined ? {} : { awsEndpoint: options.awsEndpoint }),
    },
    hosts: { docker: options.docker ?? { host: dockerHost }, process: options.process ?? { host: processHost } },
    identity: options.identity ?? { sandboxCredentials: () => Promise.resolve(undefined) },
    logger: createLogger((level, message) => lines.push(`${level} ${message}`), 'info'),
    awsApiFor: (host) => `http://hearth-of-${host.kind}:1`,
    startSandbox: (request) => {
      requests.push(request);
      return start.error === undefined
        ? Promise.resolve(new FakeSandbox(request.function))
        : Promise.reject(start.error);
    },
  });
  const requestFor = async (version: FunctionVersion): Promise<SandboxRequest | undefined> => {
    await placement.startSandbox(version, patient);
    return requests.at(-1);
  };
  return { placement, dockerHost, processHost, requests, lines, requestFor, start };
}

const unable = (reason: string): HostVerdict => ({ able: false, reason, remedy: `fix ${reason}` });

describe('the sandbox host', () => {
  it('is Docker when it can run the function, said once', async () => {
    const { requestFor, lines } = setUp();

    expect((await requestFor(functionVersionOf()))?.host.kind).toBe('docker');
    await requestFor(functionVersionOf());

    expect(lines).toEqual(['info Function "echo" runs on the Docker host.']);
  });

  it('is the process host where Docker cannot, with the reason', async () => {
    const { requestFor, dockerHost, lines } = setUp();
    dockerHost.verdict = unable('the image is missing');

    expect((await requestFor(functionVersionOf()))?.host.kind).toBe('process');

    expect(lines).toEqual([
      'info Function "echo" runs on the process host (Docker: the image is missing. fix the image is missing.).',
    ]);
  });

  it('is the process host where there is no Docker at all', async () => {
    const docker = { unavailable: 'Docker does not answer', remedy: '' };
    const { requestFor, lines } = setUp({ docker });

    expect((await requestFor(functionVersionOf()))?.host.kind).toBe('process');

    expect(lines[0]).toContain('(Docker: Docker does not answer.)');
  });

  it('is never the other one when it was named', async () => {
    const { placement, processHost } = setUp({ sandboxHost: 'process' });
    processHost.verdict = unable('no java');

    const failure = placement.startSandbox(functionVersionOf(), patient);

    await expect(failure).rejects.toThrow(
      'No sandbox host can run the function "echo". process: no java. fix no java.',
    );
  });

  it('that is missing makes an error naming both reasons, and is looked for again', async () => {
    const { placement, dockerHost, processHost, requestFor } = setUp();
    dockerHost.verdict = unable('no image');
    processHost.verdict = unable('no java');
    const version = functionVersionOf();

    const failure = placement.startSandbox(version, patient);

    await expect(failure).rejects.toBeInstanceOf(FunctionCannotRun);
    await expect(failure).rejects.toThrow('Docker: no image. fix no image. process: no java. fix no java.');
    dockerHost.verdict = able;
    expect((await requestFor(version))?.host.kind).toBe('docker');
  });

  it('is judged once per version, and again after a start failed', async () => {
    const { placement, dockerHost, requestFor, start } = setUp();
    const version = functionVersionOf();
    await requestFor(version);
    await requestFor(version);
    expect(dockerHost.judged).toHaveLength(1);
    start.error = new PlatformError('engine is away');
    await expect(placement.startSandbox(version, patient)).rejects.toThrow('engine is away');
    start.error = undefined;
    dockerHost.verdict = unable('Docker went away');

    expect((await requestFor(version))?.host.kind).toBe('process');
  });
});

describe('the image', () => {
  const imageOf = async (version: FunctionVersion, imageOverrides: Readonly<Record<string, string>> = {}) => {
    const { requestFor } = setUp({ imageOverrides });
    return (await requestFor(version))?.image;
  };

  it('is the official one of the runtime, with its own entry point', async () => {
    expect(await imageOf(functionVersionOf())).toEqual({ reference: 'public.ecr.aws/lambda/nodejs:22' });
  });

  it.each([
    [{ echo: 'by-name', 'nodejs22.x': 'by-runtime', '*': 'any' }, 'by-name'],
    [{ 'nodejs22.x': 'by-runtime', 'ec*': 'by-prefix' }, 'by-runtime'],
    [{ 'e*': 'short', 'ech*': 'long', '*': 'any' }, 'long'],
    [{ 'nodejs*': 'runtime-prefix', '*': 'any' }, 'runtime-prefix'],
    [{ '*': 'any' }, 'any'],
    [{ other: 'no' }, 'public.ecr.aws/lambda/nodejs:22'],
  ])('is what the user named most exactly: %j', async (overrides, reference) => {
    expect((await imageOf(functionVersionOf(), overrides))?.reference).toBe(reference);
  });

  it('of the version itself comes after what the user named', async () => {
    const version = functionVersionOf('echo', { imageOverride: 'mine' });

    expect((await imageOf(version))?.reference).toBe('mine');
    expect((await imageOf(version, { echo: 'flag' }))?.reference).toBe('flag');
  });

  it('of an image function is its own, with its overrides', async () => {
    const version = functionVersionOf('echo', {
      package: { packageType: 'Image', imageUri: 'app:1', overrides: { command: ['app.handler'] } },
    });

    expect(await imageOf(version, { '*': 'any' })).toEqual({ reference: 'app:1', command: ['app.handler'] });
  });

  it('of an unknown runtime is an error that names it', async () => {
    const { package: zip } = functionVersionOf();
    const version = functionVersionOf('echo', {
      package: { ...zip, runtime: 'cobol85' } as FunctionVersion['package'],
    });

    await expect(imageOf(version)).rejects.toThrow('asks for the runtime "cobol85"');
  });
});

describe('the environment of a sandbox', () => {
  it('names the endpoints of its host, and the general one only with --aws-endpoint', async () => {
    expect((await setUp().requestFor(functionVersionOf()))?.defaultEnvironment).toEqual({
      AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: 'http://hearth-of-docker:1',
      AWS_ENDPOINT_URL_LAMBDA: 'http://hearth-of-docker:1',
    });
    const { requestFor } = setUp({ awsEndpoint: 'http://localhost:4566' });
    expect((await requestFor(functionVersionOf()))?.defaultEnvironment).toEqual({
      AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: 'http://hearth-of-docker:1',
      AWS_ENDPOINT_URL_LAMBDA: 'http://hearth-of-docker:1',
      AWS_ENDPOINT_URL: 'http://hearth-of-docker:1',
    });
  });

  it('carries credentials unless there are none', async () => {
    const credentials = { accessKeyId: 'a', secretAccessKey: 's', expiresAtMs: 1 };
    const { requestFor } = setUp({ identity: { sandboxCredentials: () => Promise.resolve(credentials) } });

    expect((await requestFor(functionVersionOf()))?.credentials).toEqual(credentials);
    expect(await setUp().requestFor(functionVersionOf())).not.toHaveProperty('credentials');
  });

  it('asks for the credentials of the account that the function belongs to', async () => {
    const asked: unknown[] = [];
    const sandboxCredentials = (account?: string): Promise<undefined> => {
      asked.push(account);
      return Promise.resolve(undefined);
    };
    const { requestFor } = setUp({ identity: { sandboxCredentials } });

    await requestFor(
      functionVersionOf('other', { arn: { account: '222222222222', region: 'eu-west-1', name: 'other' } }),
    );

    expect(asked).toEqual(['222222222222']);
  });
});

describe('preparing', () => {
  const never = new AbortController().signal;

  it('looks for credentials while image and code are brought near for a caller, and not before anybody calls', async () => {
    const asked: unknown[] = [];
    const sandboxCredentials = (account?: string): Promise<undefined> => {
      asked.push(account);
      return Promise.resolve(undefined);
    };
    const { placement } = setUp({ identity: { sandboxCredentials } });

    await placement.prepare(functionVersionOf(), never);
    const askedAhead = [...asked];
    await placement.makeReady(functionVersionOf(), never);

    expect(askedAhead).toEqual([]);
    expect(asked).toEqual(['000000000000']);
  });

  it('brings image and code near on the chosen host', async () => {
    const { placement, dockerHost } = setUp();

    await placement.prepare(functionVersionOf(), never);

    expect(dockerHost.prepared.map(({ image }) => image.reference)).toEqual(['public.ecr.aws/lambda/nodejs:22']);
  });

  it('tells what fails and throws nothing; a function with a known problem is left alone', async () => {
    const { placement, dockerHost, processHost, lines } = setUp();
    dockerHost.verdict = unable('no image');
    processHost.verdict = unable('no java');

    await placement.prepare(functionVersionOf(), never);
    await placement.prepare(functionVersionOf('other', { problem: { errorType: 'E', message: 'm' } }), never);

    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^warn Function "echo" cannot be prepared: No sandbox host can run/);
  });

  it('that a stop cuts off is no failure', async () => {
    const { placement, dockerHost, processHost, lines } = setUp();
    const stop = new AbortController();
    dockerHost.verdict = unable('Hearth is stopping');
    processHost.verdict = unable('Hearth is stopping');

    const preparing = placement.prepare(functionVersionOf(), stop.signal);
    stop.abort();
    await preparing;

    expect(lines).toEqual([]);
  });
});

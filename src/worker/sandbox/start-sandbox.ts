import { messageOf, PlatformError, randomHex, UserError } from '../../base/index.js';
import { AwsError } from '../../model/index.js';
import { openRuntimeApi, type RuntimeApi } from '../runtime-api/index.js';
import type { HostedSandbox, SandboxRoute, SandboxSpec } from '../sandbox-host/index.js';
import type { SandboxLog } from '../logs/index.js';
import { ExecutionEnvironment } from './execution-environment.js';
import { sandboxEnvironment } from './sandbox-environment.js';
import type { Sandbox } from './sandbox.js';
import type { SandboxDependencies, SandboxRequest } from './sandbox-request.js';

/**
 * Opens the sandbox's Runtime API, has the host make its place, and starts INIT. Answers as soon as the place exists, in state
 * `starting`; INIT goes on by itself and ends in `idle`, also when the function's code fails in it. Rejects, leaving nothing
 * behind, when the place cannot be made. A runtime that the host cannot start makes the sandbox `stopped`, with `failure` saying why.
 */
export async function startSandbox(request: SandboxRequest, dependencies: SandboxDependencies): Promise<Sandbox> {
  const { clock, logger, logs } = dependencies;
  const id = randomHex(16);
  const runtimeApi = await listenForRuntime(await request.host.route());
  const log = logs.openStream(request.function, { id, initializationType: request.initializationType });
  const spec = sandboxSpec(id, request, runtimeApi, log);
  let hosted: HostedSandbox;
  try {
    hosted = await request.host.create(spec, request.signal ?? new AbortController().signal);
  } catch (error) {
    log.close();
    await runtimeApi[Symbol.asyncDispose]();
    throw asPlatformError(error, request);
  }
  const { expiresAtMs } = request.credentials ?? {};
  const sandbox = new ExecutionEnvironment({
    id,
    hostKind: request.host.kind,
    function: request.function,
    initializationType: request.initializationType,
    ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
    hosted,
    runtimeApi,
    log,
    clock,
    logger,
  });
  sandbox.initialise();
  return sandbox;
}

/** A Docker network that is removed takes its address with it, a moment before that is known. */
async function listenForRuntime(route: SandboxRoute): Promise<RuntimeApi> {
  try {
    return await openRuntimeApi(route);
  } catch (error) {
    throw new PlatformError(
      `Hearth cannot listen on "${route.bindAddress}", where its sandboxes call it: ${messageOf(error)}. ` +
        'Was their Docker network removed?',
      { cause: error },
    );
  }
}

function sandboxSpec(id: string, request: SandboxRequest, runtimeApi: RuntimeApi, log: SandboxLog): SandboxSpec {
  const { function: version, image, credentials, defaultEnvironment, initializationType } = request;
  const code = version.package.packageType === 'Zip' ? version.package : undefined;
  return {
    sandboxId: id,
    function: version,
    image,
    architecture: version.architecture,
    ...(code === undefined ? {} : { code: code.code }),
    layers: code?.layers ?? [],
    environment: sandboxEnvironment({
      function: version,
      image,
      runtimeApi: runtimeApi.address,
      initializationType,
      logGroup: log.group,
      logStream: log.stream,
      ...(credentials === undefined ? {} : { credentials }),
      defaultEnvironment,
    }),
    memoryMb: version.memoryMb,
    ephemeralStorageMb: version.ephemeralStorageMb,
    onOutput: (source, chunk) => log.output(source, chunk),
    onChannel: (channel) => runtimeApi.serve(channel),
  };
}

/** Errors that already say whose fault they are stay as they are. */
function asPlatformError(error: unknown, request: SandboxRequest): unknown {
  if (error instanceof PlatformError || error instanceof UserError || error instanceof AwsError) return error;
  if (request.signal?.aborted === true) return error;
  return new PlatformError(`No sandbox could be made for function "${request.function.name}": ${messageOf(error)}`, {
    cause: error,
  });
}

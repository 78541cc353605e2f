import { setMaxListeners } from 'node:events';
import { type Clock, type Logger, messageOf, type WaitSignal } from '../../base/index.js';
import { type FunctionVersion, LATEST, serviceUnavailable } from '../../model/index.js';
import type { Settings } from '../../settings/index.js';
import type { Sandbox } from '../../worker/sandbox/index.js';
import type { Placement } from '../placement/index.js';
import type { Assignment, FunctionOwner, SandboxView } from './assignment.js';
import { GenerationPool } from './generation-pool.js';
import { KeepAlive } from './keep-alive.js';
import { StartLimit } from './start-limit.js';
import { StoppingSandboxes } from './stopping-sandboxes.js';

export interface AssignmentDependencies {
  readonly settings: Pick<Settings, 'keepAliveMs' | 'maxConcurrentStarts' | 'shutdownGraceMs'> &
    Partial<Pick<Settings, 'spares'>>;
  readonly placement: Placement;
  readonly clock: Clock;
  readonly logger: Logger;
  /** What of the shutdown grace is left when it is disposed; default: all. */
  readonly graceLeftMs?: () => number;
}

export function createAssignment(dependencies: AssignmentDependencies): Assignment {
  const { settings, placement, clock, logger, graceLeftMs = () => settings.shutdownGraceMs } = dependencies;
  const pools = new Map<string, GenerationPool>();
  // An invocation asks several times; its version is one object as long as it does not change.
  const poolsByVersion = new WeakMap<FunctionVersion, GenerationPool>();
  const startLimit = new StartLimit(settings.maxConcurrentStarts);
  const stopping = new StoppingSandboxes(logger);
  const closing = new AbortController();
  // Every start listens to it; that is no leak.
  setMaxListeners(0, closing.signal);
  const keepAlive = new KeepAlive(clock, settings.keepAliveMs, () => pools.values());

  const knownPoolOf = (version: FunctionVersion): GenerationPool | undefined => {
    const remembered = poolsByVersion.get(version);
    if (remembered?.isOver === false) return remembered;
    const known = pools.get(poolKey(version));
    if (known !== undefined) poolsByVersion.set(version, known);
    return known;
  };

  const poolOf = (version: FunctionVersion): GenerationPool => {
    const known = knownPoolOf(version);
    if (known !== undefined) return known;
    const key = poolKey(version);
    const created = new GenerationPool(version, {
      placement,
      clock,
      logger,
      startLimit,
      stopping,
      closing: closing.signal,
      spares: { count: settings.spares ?? 0, keepAliveMs: settings.keepAliveMs },
      onIdle: () => {
        keepAlive.arm();
      },
      onEmpty: (pool) => {
        if (pools.get(key) === pool) pools.delete(key);
      },
    });
    pools.set(key, created);
    return created;
  };

  const lease = async (version: FunctionVersion, signal: WaitSignal): Promise<Sandbox> => {
    if (closing.signal.aborted) throw serviceUnavailable('Hearth is stopping.');
    if (signal.aborted) throw signal.reason;
    return poolOf(version).lease(signal);
  };

  const returnUnused = (sandbox: Sandbox): void => {
    knownPoolOf(sandbox.function)?.returnUnused(sandbox);
  };

  return {
    lease,
    leaseIdle: (version) => (closing.signal.aborted ? undefined : knownPoolOf(version)?.leaseIdle()),
    answered(sandbox, isRuntimeKilled) {
      knownPoolOf(sandbox.function)?.answered(sandbox, isRuntimeKilled);
    },
    returnUnused,

    async warmUp(version) {
      // Nobody knows the tenants that are to come.
      if (version.problem !== undefined || version.isolatesTenants === true) return;
      if (knownPoolOf(version)?.isWarm === true) return;
      try {
        returnUnused(await lease(version, closing.signal));
      } catch (error) {
        if (closing.signal.aborted) return;
        logger.warn(`No sandbox could be started ahead for the function "${version.name}": ${messageOf(error)}`);
      }
    },

    async retire(functionName, keepGeneration, owner) {
      const old = [...pools.values()].filter(
        ({ version }) => version.name === functionName && isOwnedBy(owner, version) && !isKept(version, keepGeneration),
      );
      await Promise.all(old.map((pool) => pool.retire()));
    },

    async retireVersion(version) {
      await knownPoolOf(version)?.retire();
    },

    provision(version, count) {
      const pool = count > 0 ? poolOf(version) : knownPoolOf(version);
      pool?.provision(count);
    },

    provisioned: (version) => knownPoolOf(version)?.provisioned(),

    snapshot: () => [...[...pools.values()].flatMap((pool) => pool.sandboxes()), ...stopping.list()].map(viewOf),
    starts: () => startLimit.counts(),

    async [Symbol.asyncDispose]() {
      closing.abort(serviceUnavailable('Hearth is stopping.'));
      keepAlive.stop();
      await Promise.all([...pools.values()].map((pool) => pool.close(graceLeftMs())));
      pools.clear();
      await stopping.allGone();
    },
  };
}

/** Equal for versions whose invocations may share sandboxes. */
function poolKey({ arn, version, generation }: FunctionVersion): string {
  return `${arn.region}:${arn.account}:${arn.name}:${version}:${generation}`;
}

function isOwnedBy(owner: FunctionOwner | undefined, { arn }: FunctionVersion): boolean {
  return owner === undefined || (owner.account === arn.account && owner.region === arn.region);
}

function isKept(version: FunctionVersion, keepGeneration: string | undefined): boolean {
  return keepGeneration !== undefined && (version.generation === keepGeneration || version.version !== LATEST);
}

function viewOf(sandbox: Sandbox): SandboxView {
  const {
    id,
    name,
    hostKind,
    startPath,
    state,
    initializationType,
    paused,
    startedAtMs,
    lastUsedAtMs,
    invocations,
    function: version,
  } = sandbox;
  return {
    id,
    name,
    functionName: version.name,
    version: version.version,
    hostKind,
    startPath,
    state,
    initializationType,
    paused,
    memoryMb: version.memoryMb,
    startedAtMs,
    lastUsedAtMs,
    invocations,
  };
}

import type Docker from 'dockerode';
import {
  type Clock,
  type Deferred,
  deferred,
  Emitter,
  messageOf,
  PlatformError,
  type Unsubscribe,
} from '../../../../base/index.js';
import type { HostedSandbox, RuntimeExit, SandboxSpec, StartedRuntime } from '../../sandbox-host.js';
import { engineMessage, ignoreAlreadyDone, statusOf } from '../engine/docker-error.js';
import { type ContainerEvent, LEFT_NETWORK } from '../engine/engine-events.js';
import { inTime } from '../engine/in-time.js';
import type { OnRemoved } from './container-start.js';
import type { Companion } from './companion.js';
import type { Launch } from './launch.js';
import type { MemoryGauge } from './memory-gauge.js';
import { type RunEnd, RuntimeRun } from './runtime-run.js';
import { OwnPause } from './own-pause.js';
import { invalidEntrypointOfStartError } from './start-error.js';

/** Whose address the sandbox's requests come from. */
export type SandboxAddress =
  | { readonly of: 'machine' }
  | { readonly of: 'container' }
  /** The container whose network it has joined. */
  | { readonly of: 'holder'; readonly addresses: readonly string[] };

export interface DockerSandboxParts {
  readonly container: Docker.Container;
  readonly name: string;
  readonly startPath: string;
  readonly onOutput: SandboxSpec['onOutput'];
  /** Known before any start: nothing can run here. */
  readonly invalidEntrypoint?: string;
  readonly address: SandboxAddress;
  readonly launch: Launch;
  /** What goes with the container. */
  readonly companions: readonly Companion[];
  /** Whether the container was made with an init before the runtime. */
  readonly underInit: boolean;
  /** Whether a start failed because the engine has none. */
  readonly isInitMissing: (error: unknown) => boolean;
  readonly memory: MemoryGauge;
  /** Watches the engine's folder behind `/tmp` while the runtime runs; calls back when it holds too much. */
  readonly watchTmp: (folder: string, onOverflow: () => void) => Unsubscribe;
  readonly clock: Clock;
  /** Subscribes to the container's events. */
  readonly watch: (listener: (event: ContainerEvent) => void) => Unsubscribe;
  readonly onRemoved: OnRemoved;
}

/** A container as a place for a runtime; starting the runtime again starts the same container again, whose `/tmp` stays. */
export class DockerSandbox implements HostedSandbox {
  readonly name: string;
  readonly nativeId: string;
  readonly startPath: string;
  readonly #exits = new Emitter<RuntimeExit>();
  readonly #losses = new Emitter<string>();
  readonly #unwatch: Unsubscribe;
  readonly #pause: OwnPause;
  readonly #firstStart = deferred<void>();
  /** Settles when the first start of a runtime has succeeded or failed, or there will be none. */
  readonly firstStart: Promise<void> = this.#firstStart.promise;
  readonly #firstBoot = deferred<void>();
  /** Settles when the runtime is told to have booted for the first time, or never will. */
  readonly firstBoot: Promise<void> = this.#firstBoot.promise;
  #run: RuntimeRun | undefined;
  /** Settles when the current run's end has been told. */
  #told: Deferred<void> = deferred();
  #state: 'usable' | 'lost' | 'removed' = 'usable';
  #removal: Promise<void> | undefined;
  #unwatchTmp: Unsubscribe | undefined;

  constructor(private readonly parts: DockerSandboxParts) {
    this.name = parts.name;
    this.nativeId = parts.container.id;
    this.startPath = parts.startPath;
    this.#pause = new OwnPause(parts.container);
    this.#unwatch = parts.watch((event) => {
      this.#observe(event);
    });
    for (const companion of parts.companions) {
      companion.onLost((reason) => {
        this.#lose(reason);
      });
    }
  }

  async startRuntime(): Promise<StartedRuntime> {
    this.#assertUsable('start');
    if (this.#run !== undefined) throw new PlatformError(`The runtime of "${this.name}" is running already.`);
    if (this.parts.invalidEntrypoint !== undefined) return this.#neverRuns(this.parts.invalidEntrypoint);

    const run = new RuntimeRun(this.parts);
    this.#run = run;
    this.#told = deferred();
    this.parts.memory.beginRun();
    try {
      await run.start();
      this.parts.memory.seeRun();
      const started = await this.#inspectStarted(run);
      this.#finishAtItsEnd(run);
      return started;
    } catch (error) {
      this.#run = undefined;
      this.#told.resolve();
      return this.#explainFailedStart(error);
    } finally {
      this.#firstStart.resolve();
    }
  }

  async killRuntime(): Promise<void> {
    this.#assertUsable('kill');
    const run = this.#run;
    if (run === undefined) return;
    // The container's cgroup goes with its process: the last chance to see what it used.
    await this.parts.memory.read();
    const told = this.#told.promise;
    await this.#signal(run, 'SIGKILL');
    await told;
  }

  async pause(): Promise<void> {
    this.#assertUsable('pause');
    if (this.#run !== undefined) await this.#pause.begin();
  }

  async resume(): Promise<void> {
    this.#assertUsable('resume');
    await this.#pause.end();
  }

  async terminateRuntime(graceMs: number): Promise<void> {
    this.#assertUsable('terminate');
    const run = this.#run;
    if (run === undefined) return;
    const told = this.#told.promise;
    await this.#signal(run, 'SIGTERM');
    const cancel = this.parts.clock.schedule(graceMs, () => {
      // A failure shows by the wait below, which the engine's own events end.
      this.#signal(run, 'SIGKILL').catch(() => undefined);
    });
    await told;
    cancel();
  }

  onRuntimeExit(listener: (exit: RuntimeExit) => void): Unsubscribe {
    return this.#exits.subscribe(listener);
  }

  onLost(listener: (reason: string) => void): Unsubscribe {
    return this.#losses.subscribe(listener);
  }

  async maxMemoryUsedMb(): Promise<number | undefined> {
    this.#assertUsable('measure');
    return this.parts.memory.read();
  }

  checkRuntime(): void {
    if (this.#state === 'usable') this.#run?.check();
  }

  initialised(): void {
    this.#firstBoot.resolve();
  }

  remove(): Promise<void> {
    this.#removal ??= this.#remove();
    return this.#removal;
  }

  async #remove(): Promise<void> {
    this.#state = 'removed';
    this.#run?.giveUp();
    let isGone = false;
    try {
      const { container, companions } = this.parts;
      const removals = companions.map((companion) => companion.remove());
      await Promise.all([ignoreAlreadyDone(container.remove({ force: true, v: true })), ...removals]);
      isGone = true;
    } finally {
      this.#unwatch();
      this.#unwatchTmp?.();
      this.#run?.abandon();
      this.parts.memory.forgetCgroup();
      this.#firstStart.resolve();
      this.#firstBoot.resolve();
      this.parts.onRemoved(isGone);
    }
  }

  /** Only after the start has succeeded (engines differ in whether a failed start is also an end), and never before it has settled. */
  #finishAtItsEnd(run: RuntimeRun): void {
    void run.ended.then((end) => {
      setImmediate(() => {
        this.#finish(end);
      });
    });
  }

  #finish({ exit, lostBecause }: RunEnd): void {
    this.#run = undefined;
    this.#pause.forget();
    this.#unwatchTmp?.();
    if (exit.outOfMemory) this.parts.memory.reachLimit();
    this.parts.memory.forgetCgroup();
    this.#exits.emit(exit);
    if (lostBecause !== undefined) this.#lose(lostBecause);
    this.#told.resolve();
  }

  #observe(event: ContainerEvent): void {
    this.#run?.observe(event);
    if (this.#state !== 'usable') return;
    if (event.action === 'pause' && !this.#pause.wasUsed) this.#lose('paused from outside');
    else if (event.action === 'pause') {
      void this.#pause.isOutside().then((isOutside) => {
        if (isOutside) this.#lose('paused from outside');
      });
    }
    if (event.action === 'destroy') this.#lose('removed from outside');
    if (event.action === LEFT_NETWORK && this.parts.address.of === 'container') void this.#loseIfCutOff();
  }

  /** A container that ends leaves its network too, and comes back to it; one that was disconnected has none any more. */
  async #loseIfCutOff(): Promise<void> {
    const inspected = await this.#inspect().catch(() => undefined);
    if (inspected === undefined) return;
    if (Object.keys(inspected.NetworkSettings.Networks).length === 0) this.#lose('cut off from its network');
  }

  #lose(reason: string): void {
    if (this.#state !== 'usable') return;
    this.#state = 'lost';
    this.#losses.emit(reason);
  }

  async #signal(run: RuntimeRun, signal: string): Promise<void> {
    run.expectEnd();
    // A frozen process takes no signal; some engines refuse to send one.
    await this.#pause.end();
    await ignoreAlreadyDone(this.parts.container.kill({ signal }));
  }

  async #inspectStarted(run: RuntimeRun): Promise<StartedRuntime> {
    const inspected = await this.#inspect();
    if (inspected === undefined) return { peerAddresses: [] };
    const { NetworkSettings, Mounts } = inspected;
    const tmp = Mounts.find(({ Destination }) => Destination === '/tmp');
    if (tmp !== undefined && this.#run === run) {
      this.#unwatchTmp = this.parts.watchTmp(tmp.Source, () => {
        this.#lose('its /tmp holds more than its ephemeral storage');
        this.#signal(run, 'SIGKILL').catch(() => undefined);
      });
    }
    const { address } = this.parts;
    if (address.of === 'machine') return { peerAddresses: [] };
    if (address.of === 'holder') return { peerAddresses: address.addresses };
    const networks = Object.values(NetworkSettings.Networks);
    return {
      peerAddresses: networks
        .flatMap((network) => [network.IPAddress, network.GlobalIPv6Address])
        .filter((ip) => ip !== ''),
    };
  }

  /** Undefined when the container is gone already: its loss is told by the events. */
  async #inspect(): Promise<Docker.ContainerInspectInfo | undefined> {
    try {
      return await inTime(this.parts.container.inspect(), this.parts.clock);
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  #neverRuns(invalidEntrypoint: string): StartedRuntime {
    setImmediate(() => {
      this.#exits.emit({ outOfMemory: false, invalidEntrypoint });
    });
    return { peerAddresses: [] };
  }

  #explainFailedStart(error: unknown): StartedRuntime {
    if (this.#state === 'removed') throw new PlatformError(`The sandbox "${this.name}" was removed.`, { cause: error });
    if (this.parts.isInitMissing(error)) this.#lose('made for an init that the engine does not have');
    const invalidEntrypoint = this.#state === 'lost' ? undefined : invalidEntrypointOfStartError(messageOf(error));
    if (invalidEntrypoint !== undefined) return this.#neverRuns(invalidEntrypoint);
    if (statusOf(error) === 404) this.#lose('removed from outside');
    const why = engineMessage(error);
    if (/cannot join network of a non running container/i.test(why)) this.#lose('its network was ended from outside');
    const remedy = /port is already allocated|address already in use/i.test(why)
      ? ' Stop what uses the debug port, or choose another with --debug-port.'
      : '';
    throw new PlatformError(`Docker could not start "${this.name}": ${why}${remedy}`, { cause: error });
  }

  #assertUsable(action: string): void {
    if (this.#state === 'removed') throw new PlatformError(`Cannot ${action} "${this.name}": the sandbox was removed.`);
  }
}

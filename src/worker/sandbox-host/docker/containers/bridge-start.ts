import type Docker from 'dockerode';
import type { Clock, Logger } from '../../../../base/index.js';
import type { HostedSandbox, SandboxSpec } from '../../sandbox-host.js';
import { ignoreAlreadyDone } from '../engine/docker-error.js';
import type { EngineEvents } from '../engine/engine-events.js';
import type { TmpMode } from '../tmp/tmp-mode.js';
import type { TmpWatch } from '../tmp/tmp-watch.js';
import { type ContainerSurroundings, containerConfig } from './container-config.js';
import { containerName } from './container-name.js';
import type { ContainerPlan } from './container-plan.js';
import type { ContainerStart } from './container-start.js';
import { DockerSandbox } from './docker-sandbox.js';
import type { InitProcess } from './init-process.js';
import { MemoryGauge } from './memory-gauge.js';

export interface BridgeStartParts {
  readonly docker: Docker;
  readonly events: EngineEvents;
  readonly surroundings: Omit<ContainerSurroundings, 'init'>;
  readonly init: InitProcess;
  readonly tmpMode: TmpMode;
  readonly tmpWatch: TmpWatch;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The plain way: a container of its own on the chosen network, created for this sandbox. */
export class BridgeStart implements ContainerStart {
  constructor(private readonly parts: BridgeStartParts) {}

  async create(spec: SandboxSpec, plan: ContainerPlan, onRemoved: () => void): Promise<HostedSandbox> {
    try {
      return await this.#create(spec, plan, onRemoved);
    } catch (error) {
      if (!this.parts.init.isMissing(error)) throw error;
      return this.#create(spec, plan, onRemoved);
    }
  }

  async #create(spec: SandboxSpec, plan: ContainerPlan, onRemoved: () => void): Promise<HostedSandbox> {
    const init = this.parts.init.there;
    const config = containerConfig(spec, plan, { ...this.parts.surroundings, init });
    const container = await this.parts.docker.createContainer(config);
    try {
      await this.parts.tmpMode.ensureOpen(container, plan.imageId);
    } catch (error) {
      await ignoreAlreadyDone(container.remove({ force: true, v: true }));
      throw error;
    }
    return this.#sandbox(container, spec, plan, { init, onRemoved });
  }

  #sandbox(
    container: Docker.Container,
    spec: SandboxSpec,
    plan: ContainerPlan,
    { init, onRemoved }: { readonly init: boolean; readonly onRemoved: () => void },
  ): DockerSandbox {
    const { events, surroundings, tmpWatch, clock } = this.parts;
    const isHostNetwork = surroundings.network === 'host';
    return new DockerSandbox({
      container,
      name: containerName(spec.function.name, spec.sandboxId),
      startPath: isHostNetwork ? 'host-network' : 'bridge',
      onOutput: spec.onOutput,
      hasAddress: !isHostNetwork,
      underInit: init,
      isInitMissing: (error) => init && this.parts.init.isMissing(error),
      memory: new MemoryGauge(container, spec.memoryMb),
      watchTmp: (folder, onOverflow) =>
        tmpWatch.watch(folder, spec.ephemeralStorageMb, () => {
          this.#tellOverflow(spec);
          onOverflow();
        }),
      clock,
      watch: (listener) => events.watch(container.id, listener),
      onRemoved,
      ...(plan.invalidEntrypoint === undefined ? {} : { invalidEntrypoint: plan.invalidEntrypoint }),
    });
  }

  #tellOverflow(spec: SandboxSpec): void {
    this.parts.logger.warn(
      `Function "${spec.function.name}" has filled its /tmp: more than ${spec.ephemeralStorageMb} MB (EphemeralStorage). ` +
        'On AWS its writes fail with "No space left on device"; here its sandbox is stopped.',
      { functionName: spec.function.name },
    );
  }
}

import type Docker from 'dockerode';
import type { Clock, Logger } from '../../../../base/index.js';
import type { SandboxSpec } from '../../sandbox-host.js';
import type { EngineEvents } from '../engine/engine-events.js';
import type { TmpWatch } from '../tmp/tmp-watch.js';
import { containerName } from './container-name.js';
import type { ContainerPlan } from './container-plan.js';
import type { OnRemoved } from './container-start.js';
import { DockerSandbox, type DockerSandboxParts } from './docker-sandbox.js';
import type { KernelKills } from './kernel-kills.js';
import { MemoryGauge } from './memory-gauge.js';

export interface DockerSandboxesParts {
  readonly events: EngineEvents;
  readonly tmpWatch: TmpWatch;
  readonly kernelKills: KernelKills;
  readonly unlimitedMemory: boolean;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How a container came to be, as far as its sandbox must know. */
export type Making = Pick<
  DockerSandboxParts,
  'startPath' | 'address' | 'launch' | 'companions' | 'underInit' | 'isInitMissing'
>;

/** Makes sandboxes of containers that exist, whichever way each came to be. */
export class DockerSandboxes {
  constructor(private readonly parts: DockerSandboxesParts) {}

  adopt(
    container: Docker.Container,
    spec: SandboxSpec,
    plan: ContainerPlan,
    making: Making,
    onRemoved: OnRemoved,
  ): DockerSandbox {
    const { events, tmpWatch, kernelKills, unlimitedMemory, clock } = this.parts;
    return new DockerSandbox({
      ...making,
      container,
      name: containerName(spec.function.name, spec.sandboxId),
      onOutput: spec.onOutput,
      memory: new MemoryGauge(container, unlimitedMemory ? undefined : spec.memoryMb, kernelKills),
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

import type Docker from 'dockerode';
import type { Clock } from '../../../../base/index.js';
import type { HostedSandbox, SandboxSpec } from '../../sandbox-host.js';
import type { EngineEvents } from '../engine/engine-events.js';
import { type ContainerSurroundings, containerConfig } from './container-config.js';
import { containerName } from './container-name.js';
import type { ContainerPlan } from './container-plan.js';
import type { ContainerStart } from './container-start.js';
import { DockerSandbox } from './docker-sandbox.js';
import { MemoryGauge } from './memory-gauge.js';

/** The plain way: a container of its own on the chosen network, created for this sandbox. */
export class BridgeStart implements ContainerStart {
  constructor(
    private readonly docker: Docker,
    private readonly events: EngineEvents,
    private readonly surroundings: ContainerSurroundings,
    private readonly clock: Clock,
  ) {}

  async create(spec: SandboxSpec, plan: ContainerPlan, onRemoved: () => void): Promise<HostedSandbox> {
    const container = await this.docker.createContainer(containerConfig(spec, plan, this.surroundings));
    return new DockerSandbox({
      container,
      name: containerName(spec.function.name, spec.sandboxId),
      startPath: this.surroundings.network === 'host' ? 'host-network' : 'bridge',
      onOutput: spec.onOutput,
      hasAddress: this.surroundings.network !== 'host',
      memory: new MemoryGauge(container, spec.memoryMb),
      clock: this.clock,
      watch: (listener) => this.events.watch(container.id, listener),
      onRemoved,
      ...(plan.invalidEntrypoint === undefined ? {} : { invalidEntrypoint: plan.invalidEntrypoint }),
    });
  }
}

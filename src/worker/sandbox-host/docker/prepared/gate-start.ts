import type Docker from 'dockerode';
import { type Logger, messageOf } from '../../../../base/index.js';
import type { SandboxSpec } from '../../sandbox-host.js';
import { resourceLimits } from '../containers/container-config.js';
import { containerName } from '../containers/container-name.js';
import type { ContainerPlan } from '../containers/container-plan.js';
import type { OnRemoved } from '../containers/container-start.js';
import type { DockerSandbox } from '../containers/docker-sandbox.js';
import type { DockerSandboxes } from '../containers/docker-sandboxes.js';
import { engineMessage } from '../engine/docker-error.js';
import { type Gate, removeGate } from './gate.js';
import { canUseGate, gateKindOf } from './gate-kind.js';
import { GateLaunch } from './gate-launch.js';
import { gateScript } from './gate-script.js';
import type { Gates } from './gates.js';
import type { ImageOpt } from './image-opt.js';

export interface GateStartParts {
  readonly gates: Gates;
  readonly sandboxes: DockerSandboxes;
  readonly imageOpt: ImageOpt;
  /** Network of the machine: sandboxes have no address of their own. */
  readonly isHostNetwork: boolean;
  readonly tmpQuota: boolean;
  readonly unlimitedMemory: boolean;
  readonly logger: Logger;
}

/** The quickest way: a gate that waits becomes the sandbox. */
export class GateStart {
  constructor(private readonly parts: GateStartParts) {}

  expect(spec: SandboxSpec, imageId: string): void {
    const { gates, tmpQuota, imageOpt } = this.parts;
    const hasOpt = spec.code === undefined ? false : imageOpt.hasFiles(imageId);
    if (hasOpt === undefined) {
      imageOpt.ask(imageId, () => {
        this.expect(spec, imageId);
      });
    } else {
      gates.expect(gateKindOf(spec, imageId, tmpQuota, hasOpt), spec.memoryMb);
    }
  }

  /** Undefined when no gate is ready for it or being made, or the one that was has failed. */
  async create(spec: SandboxSpec, plan: ContainerPlan, onRemoved: OnRemoved): Promise<DockerSandbox | undefined> {
    const { gates, tmpQuota, imageOpt, logger } = this.parts;
    const hasOpt = spec.code === undefined ? false : imageOpt.hasFiles(plan.imageId);
    if (hasOpt === undefined || !canUseGate(plan)) return undefined;
    const kind = gateKindOf(spec, plan.imageId, tmpQuota, hasOpt);
    const gate = gates.take(kind, spec.memoryMb) ?? (await gates.claim(kind));
    if (gate === undefined) return undefined;
    try {
      await gate.slot?.fill(plan);
    } catch (error) {
      logger.debug(`The gate "${gate.container.name}" could not be used: ${messageOf(error)}`);
      removeGate(gate).catch(() => undefined);
      return undefined;
    }
    if (gate.container.isLost || gate.shell.hasEnded) {
      removeGate(gate).catch(() => undefined);
      return undefined;
    }
    return this.#adopt(gate, spec, plan, onRemoved);
  }

  #adopt(gate: Gate, spec: SandboxSpec, plan: ContainerPlan, onRemoved: OnRemoved): DockerSandbox {
    const { isHostNetwork, sandboxes, unlimitedMemory } = this.parts;
    const { container, shell, slot, memoryMb } = gate;
    const handOver = {
      script: gateScript(plan, spec),
      ...(memoryMb === spec.memoryMb ? {} : { limits: resourceLimits(spec.memoryMb, unlimitedMemory) }),
    };
    container.release();
    const sandbox = sandboxes.adopt(
      container.container,
      spec,
      plan,
      {
        startPath: 'gate',
        address: { of: isHostNetwork ? 'machine' : 'container' },
        launch: new GateLaunch(container.container, shell.release(), handOver),
        companions: slot === undefined ? [] : [slot],
        underInit: true,
        isInitMissing: () => false,
      },
      (isGone) => {
        container.forget();
        onRemoved(isGone);
      },
    );
    this.#rename(container.container, containerName(spec.function.name, spec.sandboxId));
    return sandbox;
  }

  /** Only people read it: nobody waits. */
  #rename(container: Docker.Container, name: string): void {
    container.rename({ name }).catch((error: unknown) => {
      this.parts.logger.debug(`A container could not be named "${name}": ${engineMessage(error)}`);
    });
  }
}

import type { Logger } from '../../../../base/index.js';
import type { PreparedView, SandboxSpec } from '../../sandbox-host.js';
import type { BridgeStart } from '../containers/bridge-start.js';
import type { ContainerPlan } from '../containers/container-plan.js';
import type { ContainerStart, OnRemoved } from '../containers/container-start.js';
import type { DockerSandbox } from '../containers/docker-sandbox.js';
import { engineMessage } from '../engine/docker-error.js';
import type { LocalImage } from '../images/local-image.js';
import type { GateStart } from './gate-start.js';
import type { NetworkSlots } from './network-slots.js';
import type { Refilling } from '../../stock/refilling.js';
import type { Stock } from '../../stock/stock.js';

export interface PreparedStartParts {
  readonly bridge: BridgeStart;
  readonly gate: GateStart;
  readonly slots: NetworkSlots;
  /** Everything that waits. */
  readonly stocks: readonly Stock[];
  readonly refilling: Refilling;
  readonly logger: Logger;
}

/** Takes what is ready, the best first; what is not ready is never waited for. */
export class PreparedStart implements ContainerStart {
  constructor(private readonly parts: PreparedStartParts) {}

  expect(spec: SandboxSpec, image: LocalImage): void {
    this.parts.gate.expect(spec, image.id);
    this.parts.slots.useImage(image.id);
    this.parts.refilling.request();
  }

  views(): readonly PreparedView[] {
    return this.parts.stocks.flatMap((stock) => stock.views());
  }

  stop(): Promise<void> {
    return this.parts.refilling[Symbol.asyncDispose]();
  }

  async create(spec: SandboxSpec, plan: ContainerPlan, onRemoved: OnRemoved): Promise<DockerSandbox> {
    const { refilling, gate, slots } = this.parts;
    const start = refilling.begin();
    gate.expect(spec, plan.imageId);
    slots.useImage(plan.imageId);
    try {
      const sandbox = await this.#create(spec, plan, (isGone) => {
        start.removed();
        onRemoved(isGone);
      });
      void sandbox.firstStart.then(() => {
        start.settled();
      });
      void sandbox.firstBoot.then(() => {
        start.initialised();
      });
      return sandbox;
    } catch (error) {
      start.removed();
      throw error;
    }
  }

  async #create(spec: SandboxSpec, plan: ContainerPlan, onRemoved: OnRemoved): Promise<DockerSandbox> {
    const { gate, bridge, slots, logger } = this.parts;
    // Ports are published when a container with a network of its own is created.
    if (plan.debugging !== undefined) return bridge.create(spec, plan, onRemoved);
    const opened = await gate.create(spec, plan, onRemoved);
    if (opened !== undefined) return opened;
    const slot = slots.take();
    if (slot === undefined) return bridge.create(spec, plan, onRemoved);
    const { holder, addresses } = slot;
    try {
      return await bridge.create(spec, plan, onRemoved, { containerId: holder.id, addresses, holder });
    } catch (error) {
      logger.debug(`The network slot "${holder.name}" could not be used: ${engineMessage(error)}`);
      holder.remove().catch(() => undefined);
      return bridge.create(spec, plan, onRemoved);
    }
  }
}

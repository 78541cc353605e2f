import type { HostedSandbox, SandboxSpec } from '../../sandbox-host.js';
import type { ContainerPlan } from './container-plan.js';

/** One way to come to a sandbox's container; network slots and gates are further ways behind the same wall. */
export interface ContainerStart {
  /** `onRemoved` is called once, when the container is gone. Rejects with the engine's error. */
  create(spec: SandboxSpec, plan: ContainerPlan, onRemoved: () => void): Promise<HostedSandbox>;
}

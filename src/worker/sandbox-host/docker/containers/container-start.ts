import type { HostedSandbox, PreparedView, SandboxSpec } from '../../sandbox-host.js';
import type { LocalImage } from '../images/local-image.js';
import type { ContainerPlan } from './container-plan.js';

/** Told once that nobody uses the container any more; `isGone` is false when the engine did not remove it. */
export type OnRemoved = (isGone: boolean) => void;

/** One way to come to a sandbox's container; network slots and gates are further ways behind the same wall. */
export interface ContainerStart {
  /** `onRemoved` is called once, when the container is gone, or its removal has failed. Rejects with the engine's error. */
  create(spec: SandboxSpec, plan: ContainerPlan, onRemoved: OnRemoved): Promise<HostedSandbox>;
  /** Sandboxes like this one are to be started soon; never waits. */
  expect?(spec: SandboxSpec, image: LocalImage): void;
  /** What stands ready. */
  views?(): readonly PreparedView[];
  /** Makes nothing more in the background, and removes what waits; sandboxes are not touched. */
  stop?(): Promise<void>;
}

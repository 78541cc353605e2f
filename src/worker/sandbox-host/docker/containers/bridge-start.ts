import type Docker from 'dockerode';
import type { SandboxSpec } from '../../sandbox-host.js';
import { ignoreAlreadyDone } from '../engine/docker-error.js';
import type { TmpMode } from '../tmp/tmp-mode.js';
import type { Companion } from './companion.js';
import { type ContainerSurroundings, containerConfig } from './container-config.js';
import type { ContainerPlan } from './container-plan.js';
import type { ContainerStart, OnRemoved } from './container-start.js';
import type { DockerSandbox } from './docker-sandbox.js';
import type { DockerSandboxes } from './docker-sandboxes.js';
import type { InitProcess } from './init-process.js';
import { PlainLaunch } from './launch.js';

export interface BridgeStartParts {
  readonly docker: Docker;
  readonly sandboxes: DockerSandboxes;
  readonly surroundings: Omit<ContainerSurroundings, 'init'>;
  readonly init: InitProcess;
  readonly tmpMode: TmpMode;
}

/** A network that another container holds open for one sandbox. */
export interface JoinedNetwork {
  readonly containerId: string;
  readonly addresses: readonly string[];
  readonly holder: Companion;
}

/** The plain way: a container of its own, created for this sandbox, on the chosen network or in one that was held ready. */
export class BridgeStart implements ContainerStart {
  constructor(private readonly parts: BridgeStartParts) {}

  async create(
    spec: SandboxSpec,
    plan: ContainerPlan,
    onRemoved: OnRemoved,
    joined?: JoinedNetwork,
  ): Promise<DockerSandbox> {
    try {
      return await this.#create(spec, plan, onRemoved, joined);
    } catch (error) {
      if (!this.parts.init.isMissing(error)) throw error;
      return this.#create(spec, plan, onRemoved, joined);
    }
  }

  async #create(
    spec: SandboxSpec,
    plan: ContainerPlan,
    onRemoved: OnRemoved,
    joined: JoinedNetwork | undefined,
  ): Promise<DockerSandbox> {
    const { docker, init, surroundings, tmpMode, sandboxes } = this.parts;
    const underInit = init.there;
    const config = containerConfig(spec, plan, { ...surroundings, init: underInit }, joined?.containerId);
    const container = await docker.createContainer(config);
    try {
      await tmpMode.ensureOpen(container, plan.imageId);
    } catch (error) {
      await ignoreAlreadyDone(container.remove({ force: true, v: true }));
      throw error;
    }
    const making = {
      ...waysOf(surroundings.network, joined),
      launch: new PlainLaunch(container),
      underInit,
      isInitMissing: (error: unknown) => underInit && init.isMissing(error),
    };
    return sandboxes.adopt(container, spec, plan, making, onRemoved);
  }
}

function waysOf(
  network: string | undefined,
  joined: JoinedNetwork | undefined,
): Pick<Parameters<DockerSandboxes['adopt']>[3], 'startPath' | 'address' | 'companions'> {
  if (joined !== undefined) {
    return { startPath: 'slot', address: { of: 'holder', addresses: joined.addresses }, companions: [joined.holder] };
  }
  return network === 'host'
    ? { startPath: 'host-network', address: { of: 'machine' }, companions: [] }
    : { startPath: 'bridge', address: { of: 'container' }, companions: [] };
}

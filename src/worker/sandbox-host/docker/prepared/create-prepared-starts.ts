import type Docker from 'dockerode';
import type { Clock, Logger } from '../../../../base/index.js';
import type { BootstrapSight } from '../code/bootstrap-sight.js';
import type { BridgeStart } from '../containers/bridge-start.js';
import type { ContainerSurroundings } from '../containers/container-config.js';
import type { DockerSandboxes } from '../containers/docker-sandboxes.js';
import type { InitProcess } from '../containers/init-process.js';
import type { PreparedChoices } from '../docker-host-options.js';
import type { EngineEvents } from '../engine/engine-events.js';
import type { TmpMode } from '../tmp/tmp-mode.js';
import { GateMaker } from './gate-maker.js';
import { GateStart } from './gate-start.js';
import { Gates } from './gates.js';
import { ImageOpt } from './image-opt.js';
import { NetworkSlots } from './network-slots.js';
import { PreparedContainers } from './prepared-containers.js';
import { PreparedStart } from './prepared-start.js';
import { Refilling } from '../../stock/refilling.js';
import { Shelf } from './shelf.js';
import { ShelvedCode } from './shelved-code.js';

export interface PreparedStartsNeeds {
  readonly docker: Docker;
  readonly events: EngineEvents;
  readonly surroundings: Omit<ContainerSurroundings, 'init'>;
  readonly init: InitProcess;
  readonly tmpMode: TmpMode;
  readonly sight: BootstrapSight;
  readonly sandboxes: DockerSandboxes;
  readonly bridge: BridgeStart;
  readonly choices: PreparedChoices;
  /** The engine did not remove a container that nobody needs any more. */
  readonly onRemovalFailed: () => void;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts by way of what is kept ready, and what looks after it. */
export interface PreparedStarts {
  readonly start: PreparedStart;
  /** Absent without gates: nothing else needs code there. */
  readonly shelvedCode?: ShelvedCode;
  /** The engine was away, or the network: what has failed may succeed now. */
  reconsider(): void;
  knowsContainer(id: string): boolean;
  knowsVolume(name: string): boolean;
  /** Settles when nothing that was being made at the call is being made any more. */
  settled(): Promise<void>;
  /** Removes what sandboxes shared; they must be gone. */
  remove(): Promise<void>;
}

export function createPreparedStarts(needs: PreparedStartsNeeds): PreparedStarts {
  const { docker, events, surroundings, init, tmpMode, sandboxes, choices, clock, logger } = needs;
  const { owner, network, tmpQuota, unlimitedMemory } = surroundings;
  const containers = new PreparedContainers(docker, events, needs.onRemovalFailed);
  const shelf = new Shelf({ docker, containers, owner, clock });
  const shelvedCode = new ShelvedCode(shelf, needs.sight, logger);
  const maker = new GateMaker({ containers, surroundings, init, tmpMode, shelf, clock });
  const gates = new Gates({ maker, count: choices.gates, idleMs: choices.idleMs, clock, logger });
  const count = hasNetworkToJoin(network) ? choices.networkSlots : 0;
  const slots = new NetworkSlots({ containers, surroundings, count, logger });
  const imageOpt = new ImageOpt(docker, owner);
  // While gates are dropped the shelf must be open: they leave their folders on it.
  const stocks = [imageOpt, shelvedCode, gates, slots];
  const refilling = new Refilling({ stocks, atOnce: choices.atOnce, idleMs: choices.idleMs, clock, logger });
  const isHostNetwork = network === 'host';
  const gate = new GateStart({ gates, sandboxes, imageOpt, isHostNetwork, tmpQuota, unlimitedMemory, logger });
  const reconsider = (): void => {
    for (const each of [shelf, gates, slots]) each.reconsider();
  };
  events.watchSurroundings((event) => {
    if (event.kind === 'gap') reconsider();
    if (event.kind === 'volume-removed' && shelf.isVolume(event.name)) {
      shelf.forgetVolume();
      shelvedCode.forgetAll();
    }
  });
  return {
    start: new PreparedStart({ bridge: needs.bridge, gate, slots, stocks, refilling, logger }),
    ...(choices.gates === 0 ? {} : { shelvedCode }),
    reconsider,
    knowsContainer: (id) => containers.has(id),
    knowsVolume: (name) => shelf.isVolume(name),
    settled: () => refilling.settled(),
    remove: () => shelf.remove(),
  };
}

/** The machine's own network, none, and that of another container are there at once. */
function hasNetworkToJoin(network: string | undefined): boolean {
  return network === undefined || !/^(host|none|container:.*)$/.test(network);
}

import type Docker from 'dockerode';
import type { Clock, Logger } from '../../../../base/index.js';
import type { BridgeStart } from '../containers/bridge-start.js';
import type { ContainerSurroundings } from '../containers/container-config.js';
import type { PreparedChoices } from '../docker-host-options.js';
import type { EngineEvents } from '../engine/engine-events.js';
import { NetworkSlots } from './network-slots.js';
import { PreparedContainers } from './prepared-containers.js';
import { PreparedStart } from './prepared-start.js';
import { Refilling } from './refilling.js';

export interface PreparedStartNeeds {
  readonly docker: Docker;
  readonly events: EngineEvents;
  readonly surroundings: Omit<ContainerSurroundings, 'init'>;
  readonly bridge: BridgeStart;
  readonly choices: PreparedChoices;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Starts by way of what is kept ready, and what looks after it. */
export interface PreparedStarts {
  readonly start: PreparedStart;
  readonly containers: PreparedContainers;
  readonly refilling: Refilling;
}

export function createPreparedStart(needs: PreparedStartNeeds): PreparedStarts {
  const { docker, events, surroundings, bridge, choices, clock, logger } = needs;
  const containers = new PreparedContainers(docker, events);
  const slots = new NetworkSlots({
    containers,
    surroundings,
    count: hasNetworkToJoin(surroundings.network) ? choices.networkSlots : 0,
    logger,
  });
  const refilling = new Refilling({ stocks: [slots], idleMs: choices.idleMs, clock, logger });
  return { start: new PreparedStart({ bridge, slots, refilling, logger }), containers, refilling };
}

/** The machine's own network, none, and that of another container are there at once. */
function hasNetworkToJoin(network: string | undefined): boolean {
  return network === undefined || !/^(host|none|container:.*)$/.test(network);
}

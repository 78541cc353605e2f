import type Docker from 'dockerode';
import { UserError } from '../../../../base/index.js';
import { engineMessage, ignoreAlreadyDone, statusOf } from '../engine/docker-error.js';
import type { OwnContainer } from './own-container.js';

/** The network that sandboxes join. */
export interface SandboxNetwork {
  /** The engine's; another one of the same name has another. Absent for `host`. */
  readonly id?: string;
  /** As the create request takes it; absent means the engine's default bridge. */
  readonly name?: string;
  readonly isHost: boolean;
  /** Addresses of the network's own end on the engine's machine. */
  readonly gateways: readonly string[];
  /** Hearth's own address there, when it runs in a container of this engine. */
  readonly ownAddress?: string;
  /** Undoes what was needed to get there. */
  leave(): Promise<void>;
}

/**
 * The network named, else the one that Hearth's own container is on (so that sandboxes find its neighbours by name), else the
 * default bridge. A Hearth in a container joins the network when it is not on it. A name that does not exist is a `UserError`.
 */
export async function findSandboxNetwork(
  docker: Docker,
  named: string | undefined,
  own: OwnContainer | undefined,
): Promise<SandboxNetwork> {
  const chosen = named ?? ownNetwork(own);
  if (chosen === 'host') return { name: 'host', isHost: true, gateways: [], leave: nothing };
  const facts = await inspectNetwork(docker, chosen ?? 'bridge');
  const base = {
    id: facts.Id,
    ...(chosen === undefined ? {} : { name: chosen }),
    isHost: false,
    gateways: gatewaysOf(facts),
  };
  if (own === undefined || own.networkMode === 'host') return { ...base, leave: nothing };

  const address = own.networks.get(facts.Name);
  if (address !== undefined) return { ...base, ownAddress: address, leave: nothing };
  const network = docker.getNetwork(facts.Id);
  await network.connect({ Container: own.id });
  const { NetworkSettings } = await docker.getContainer(own.id).inspect();
  const joined = NetworkSettings.Networks[facts.Name]?.IPAddress ?? '';
  return {
    ...base,
    ...(joined === '' ? {} : { ownAddress: joined }),
    leave: () => ignoreAlreadyDone(network.disconnect({ Container: own.id, Force: true })),
  };
}

/** A user network of Hearth's own container; the default bridge has no names, so it is as good as none. */
function ownNetwork(own: OwnContainer | undefined): string | undefined {
  if (own === undefined || own.networkMode === 'host') return undefined;
  return [...own.networks.keys()].find((name) => name !== 'bridge' && name !== 'none');
}

async function inspectNetwork(docker: Docker, name: string): Promise<Docker.NetworkInspectInfo> {
  try {
    return await docker.getNetwork(name).inspect();
  } catch (error) {
    if (statusOf(error) === 404) {
      throw new UserError(
        `Docker network not found: "${name}". Create it by "docker network create ${name}", or pass another --docker-network.`,
        { cause: error },
      );
    }
    throw new UserError(`Docker network "${name}" cannot be used: ${engineMessage(error)}`, { cause: error });
  }
}

/** Docker 20.10 names no gateway for its default bridge: there it is the subnet's first host. */
export function gatewaysOf(network: Pick<Docker.NetworkInspectInfo, 'IPAM'>): readonly string[] {
  const gateways = (network.IPAM?.Config ?? []).map(({ Gateway, Subnet }) => {
    if (typeof Gateway === 'string' && Gateway !== '') return Gateway.split('/')[0] ?? '';
    return typeof Subnet === 'string' ? firstHost(Subnet) : '';
  });
  return gateways.filter((address) => /^\d+(\.\d+){3}$/.test(address));
}

function firstHost(subnet: string): string {
  const match = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/\d+$/.exec(subnet);
  return match === null ? '' : `${match[1] ?? ''}.${match[2] ?? ''}.${match[3] ?? ''}.${Number(match[4]) + 1}`;
}

function nothing(): Promise<void> {
  return Promise.resolve();
}

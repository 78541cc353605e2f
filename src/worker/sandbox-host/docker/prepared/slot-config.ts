import type Docker from 'dockerode';
import { type ContainerSurroundings, SANDBOX_USER } from '../containers/container-config.js';
import { ownerLabels } from '../owner/owner-labels.js';

const MEMORY_BYTES = 16 * 1024 * 1024;

/** The create request of a network slot's holder: a shell that waits for a line that never comes. */
export function slotConfig(
  imageId: string,
  { owner, network, addHosts, dns }: Pick<ContainerSurroundings, 'owner' | 'network' | 'addHosts' | 'dns'>,
): Docker.ContainerCreateOptions {
  return {
    Image: imageId,
    User: SANDBOX_USER,
    Entrypoint: ['/bin/sh', '-c', 'read line'],
    Cmd: [],
    Env: [],
    OpenStdin: true,
    Labels: ownerLabels(owner, 'network-slot'),
    HostConfig: {
      Memory: MEMORY_BYTES,
      MemorySwap: MEMORY_BYTES,
      PidsLimit: 8,
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      LogConfig: { Type: 'none', Config: {} },
      RestartPolicy: { Name: 'no' },
      ...(network === undefined ? {} : { NetworkMode: network }),
      ExtraHosts: [...addHosts],
      Dns: [...dns],
    },
  };
}

import type Docker from 'dockerode';
import type { OwnerIdentity } from '../owner/owner-identity.js';
import { ownerLabels } from '../owner/owner-labels.js';

/** Where the keeper has the shelf. */
export const SHELF_MOUNT = '/shelf';

/** Where it also sees the shelf as gates and sandboxes will: by the engine's own path. */
export const PROOF_MOUNT = '/shelf-by-path';

const MEMORY_BYTES = 64 * 1024 * 1024;

/** The create request of the container that looks after the shelf: a shell without a network that sees nothing but the shelf. */
export function keeperConfig(
  imageId: string,
  { name, path }: { readonly name: string; readonly path: string },
  owner: OwnerIdentity,
): Docker.ContainerCreateOptions {
  const config = shelfConfig(imageId, name);
  const proof = { Type: 'bind', Source: path, Target: PROOF_MOUNT, ReadOnly: true } as const;
  return {
    ...config,
    Labels: ownerLabels(owner, 'keeper'),
    HostConfig: { ...config.HostConfig, Mounts: [...config.HostConfig.Mounts, proof] },
  };
}

/** The create request of a container that never runs and has the shelf mounted. */
export function shelfDeliveryConfig(
  imageId: string,
  volume: string,
  owner: OwnerIdentity,
): Docker.ContainerCreateOptions {
  return { ...shelfConfig(imageId, volume), Labels: ownerLabels(owner, 'delivery') };
}

function shelfConfig(imageId: string, volume: string) {
  return {
    Image: imageId,
    User: '0:0',
    Entrypoint: ['/bin/sh'],
    Cmd: [],
    WorkingDir: '/',
    OpenStdin: true,
    // When this process dies the shell's input ends, and the shell with it.
    StdinOnce: true,
    HostConfig: {
      NetworkMode: 'none',
      Memory: MEMORY_BYTES,
      MemorySwap: MEMORY_BYTES,
      PidsLimit: 64,
      ReadonlyRootfs: true,
      CapDrop: ['ALL'],
      // Code may have modes that keep its owner out.
      CapAdd: ['DAC_OVERRIDE', 'FOWNER'],
      SecurityOpt: ['no-new-privileges'],
      LogConfig: { Type: 'none', Config: {} },
      RestartPolicy: { Name: 'no' },
      Mounts: [
        {
          Type: 'volume' as const,
          Source: volume,
          Target: SHELF_MOUNT,
          VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: '', Options: {} } },
        },
      ],
    },
  };
}

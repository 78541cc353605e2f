import type Docker from 'dockerode';
import { type ContainerSurroundings, SANDBOX_USER, sandboxHostConfig } from '../containers/container-config.js';
import type { ContainerMount } from '../containers/container-plan.js';
import { ownerLabels } from '../owner/owner-labels.js';
import type { GateKind } from './gate-kind.js';

const DEFAULT_TMP_MB = 512;

/** The create request of a gate: a sandbox's container of no function yet, whose first process is a shell. */
export function gateConfig(
  kind: GateKind,
  memoryMb: number,
  mounts: readonly ContainerMount[],
  surroundings: ContainerSurroundings,
): Docker.ContainerCreateOptions {
  const size = { memoryMb, ephemeralStorageMb: kind.tmpMb ?? DEFAULT_TMP_MB, mounts };
  return {
    Image: kind.imageId,
    User: SANDBOX_USER,
    Entrypoint: ['/bin/sh'],
    Cmd: [],
    OpenStdin: true,
    Tty: false,
    ...(kind.workingDirectory === undefined ? {} : { WorkingDir: kind.workingDirectory }),
    Labels: ownerLabels(surroundings.owner, 'gate'),
    HostConfig: sandboxHostConfig(size, surroundings),
  };
}

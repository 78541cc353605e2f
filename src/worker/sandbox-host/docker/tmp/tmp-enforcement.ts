import { access, constants } from 'node:fs/promises';
import path from 'node:path';
import type Docker from 'dockerode';
import { randomHex } from '../../../../base/index.js';
import type { Engine } from '../engine/engine.js';
import { ignoreAlreadyDone } from '../engine/docker-error.js';
import type { OwnerIdentity } from '../owner/owner-identity.js';
import { ownerLabels } from '../owner/owner-labels.js';

/**
 * How a sandbox's `/tmp` is held to its size: by the engine's volume quota (XFS with project quotas), by looking at it every few
 * seconds, or not at all.
 */
export type TmpEnforcement = 'quota' | 'watched' | 'none';

/** Asks the engine for a small volume with a size, and looks whether its volumes lie open to this process. */
export async function findTmpEnforcement(engine: Engine, owner: OwnerIdentity): Promise<TmpEnforcement> {
  if (await hasVolumeQuota(engine.docker, owner)) return 'quota';
  if (engine.endpoint.address.kind !== 'socket') return 'none';
  try {
    await access(path.join(engine.facts.rootFolder, 'volumes'), constants.R_OK | constants.X_OK);
    return 'watched';
  } catch {
    return 'none';
  }
}

/** What `hearth doctor` says of it. */
export function describeTmpEnforcement(enforcement: TmpEnforcement): string {
  switch (enforcement) {
    case 'quota':
      return 'hard limit, by the volume quota of the Docker engine';
    case 'watched':
      return 'watched: a sandbox whose /tmp exceeds its size is stopped within 5 seconds (the engine has no volume quota)';
    case 'none':
      return "not enforced: the engine has no volume quota, and its volumes cannot be read from here (run Hearth as root, or on the engine's machine)";
  }
}

async function hasVolumeQuota(docker: Docker, owner: OwnerIdentity): Promise<boolean> {
  const name = `hearth-quota-${owner.id}-${randomHex(4)}`;
  try {
    await docker.createVolume({ Name: name, DriverOpts: { size: '1m' }, Labels: ownerLabels(owner, 'probe') });
  } catch {
    return false;
  }
  await ignoreAlreadyDone(docker.getVolume(name).remove());
  return true;
}

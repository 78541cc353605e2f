import type Docker from 'dockerode';
import { type Logger, messageOf } from '../../../../base/index.js';
import { ignoreAlreadyDone, statusOf } from '../engine/docker-error.js';
import { isDeadOwner, type OwnerEvidence } from './judge-owner.js';
import type { OwnerIdentity } from './owner-identity.js';
import { OWNER_LABEL, ownerFromLabels } from './owner-labels.js';
import { processStart } from './process-start.js';

/** Removes the containers and volumes of every Hearth that is certainly dead; never rejects, and never touches a living one's. */
export async function removeLeftovers(
  docker: Docker,
  self: OwnerIdentity,
  engineIsLocal: boolean,
  logger: Logger,
): Promise<void> {
  const verdicts = new Verdicts(self, {
    containerRuns: (id) => containerRuns(docker, id),
    processStart,
    engineIsLocal,
  });
  try {
    const filters = { label: [OWNER_LABEL] };
    const containers = await docker.listContainers({ all: true, filters });
    const removals = containers.map(async ({ Id, Labels }) => {
      if (await verdicts.isDead(Labels))
        await ignoreAlreadyDone(docker.getContainer(Id).remove({ force: true, v: true }));
    });
    await Promise.all(removals);
    const volumes = (await docker.listVolumes({ filters })).Volumes as Docker.VolumeInspectInfo[] | null;
    await Promise.all(
      (volumes ?? []).map(async ({ Name, Labels }) => {
        if (await verdicts.isDead(Labels)) await ignoreAlreadyDone(docker.getVolume(Name).remove());
      }),
    );
  } catch (error) {
    logger.warn(`What an earlier Hearth left in Docker could not be removed: ${messageOf(error)}`);
  }
}

/** One verdict per owner, however many things it left. */
class Verdicts {
  readonly #byOwner = new Map<string, Promise<boolean>>();

  constructor(
    private readonly self: OwnerIdentity,
    private readonly evidence: OwnerEvidence,
  ) {}

  async isDead(labels: Readonly<Record<string, string>> | null): Promise<boolean> {
    const owner = ownerFromLabels(labels);
    if (owner === undefined) return false;
    const known = this.#byOwner.get(owner.id);
    if (known !== undefined) return known;
    const verdict = isDeadOwner(owner, this.self, this.evidence);
    this.#byOwner.set(owner.id, verdict);
    return verdict;
  }
}

async function containerRuns(docker: Docker, id: string): Promise<boolean | undefined> {
  try {
    return (await docker.getContainer(id).inspect()).State.Running;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

import type { OwnerIdentity } from './owner-identity.js';

/** What can be found out about another owner; each question is asked only when the answer matters. */
export interface OwnerEvidence {
  /** Whether the engine runs that container; undefined when it has none of that id. */
  readonly containerRuns: (containerId: string) => Promise<boolean | undefined>;
  /** As `processStart` answers. */
  readonly processStart: (pid: number) => Promise<string | undefined>;
  /** True when the engine is this machine's own, so that an equal machine id means this machine. */
  readonly engineIsLocal: boolean;
}

/**
 * Whether an owner is certainly dead. Anything that cannot be judged from here (another machine's Hearth on a shared engine)
 * counts as alive.
 */
export async function isDeadOwner(
  owner: OwnerIdentity,
  self: OwnerIdentity,
  evidence: OwnerEvidence,
): Promise<boolean> {
  if (owner.id === self.id) return false;
  if (owner.containerId !== undefined && owner.containerId !== self.containerId) {
    return (await evidence.containerRuns(owner.containerId)) !== true;
  }
  if (owner.place !== self.place) {
    // An earlier run of our own container: its processes ended with it.
    return owner.containerId !== undefined;
  }
  if (owner.boot !== '' && self.boot !== '' && owner.boot !== self.boot) return evidence.engineIsLocal;
  const start = await evidence.processStart(owner.pid);
  if (start === undefined) return true;
  return start !== '' && owner.processStart !== '' && start !== owner.processStart;
}

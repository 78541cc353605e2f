/** Which Hearth something on an engine belongs to, with all that it takes to tell whether that Hearth still lives. */
export interface OwnerIdentity {
  /** Unique per Docker host object. */
  readonly id: string;
  /** Machine, name and process id space: process ids can be compared only where this is equal. */
  readonly place: string;
  /** Changes when the machine starts anew; empty where the system tells none. */
  readonly boot: string;
  readonly pid: number;
  /** When that process started, in the system's own unit; empty where the system tells none. */
  readonly processStart: string;
  /** Id of the container that Hearth itself runs in, when it is one of this engine's. */
  readonly containerId?: string;
}

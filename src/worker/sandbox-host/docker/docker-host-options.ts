import type { Clock, Logger } from '../../../base/index.js';
import type { ImageProgress } from './images/image-progress.js';

/** What the user may choose about the engine and its containers; `DockerSettings` of the settings room fits. */
export interface DockerChoices {
  /** Network of the sandboxes: a name, or `host`. */
  readonly network?: string;
  /** `host:ip` as Docker takes them. */
  readonly addHosts: readonly string[];
  readonly dns: readonly string[];
  /** Name or address by which sandboxes reach Hearth, instead of the probe's answer. */
  readonly containerHost?: string;
  /** Address that Runtime API listeners bind, instead of the probe's answer. */
  readonly containerHostInterface?: string;
  readonly skipPullImage: boolean;
  /** Containers may take all the memory that the engine has. */
  readonly unlimitedMemory?: boolean;
  /** Every function runs on the processor that the image is for, whatever it asks for. */
  readonly ignoreArchitecture?: boolean;
  /** DOCKER_HOST, DOCKER_CONTEXT, DOCKER_CONFIG, DOCKER_CERT_PATH, XDG_RUNTIME_DIR, HOME as the environment has them. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What is kept ready for coming starts; all of it is gone `idleMs` after the last use, when there are no sandboxes. */
export interface PreparedChoices {
  readonly networkSlots: number;
  /** For each image in use. */
  readonly gates: number;
  /** How many of them are made at the same time; default 2. */
  readonly atOnce?: number;
  readonly idleMs: number;
}

/** What the Docker host is made from. */
export interface DockerHostOptions {
  readonly docker: DockerChoices;
  /** Absent: nothing is kept ready. */
  readonly prepared?: PreparedChoices;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Called while an image is pulled, often; never blocks the pull. */
  readonly onImageProgress?: (progress: ImageProgress) => void;
  /** Called once an engine has answered that has the network. */
  readonly onFound?: () => void;
  /** Settles when somebody waits for the host: what keeps this process busy, and not the engine, waits for it. Default: at once. */
  readonly needed?: Promise<void>;
}

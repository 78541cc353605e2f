import type { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { messageOf, PlatformError } from '../../../../base/index.js';
import type { Architecture } from '../../../../model/index.js';
import { HASH_LABEL } from '../image-builder/image-labels.js';
import { recipeFor } from '../image-builder/image-recipe.js';
import { engineMessage, statusOf } from '../engine/docker-error.js';
import { JsonLines } from '../engine/json-lines.js';
import type { ImageProgress } from './image-progress.js';
import { localNameOfEcrImage, parseImageReference } from './image-reference.js';
import type { LocalImage } from './local-image.js';
import { PullProgress, type PullMessage } from './pull-progress.js';
import type { RegistryLogins } from './registry-logins.js';

/** An image, and for whom. */
export interface WantedImage {
  readonly reference: string;
  readonly architecture: Architecture;
  /** Absent for image functions. */
  readonly runtime?: string;
}

export interface ImageStoreOptions {
  readonly skipPull: boolean;
  readonly logins: RegistryLogins;
  readonly onProgress: (progress: ImageProgress) => void;
}

/** The images of one engine. An image that is there is used without asking any registry; a missing one is pulled once. */
export class ImageStore {
  readonly #pulls = new Map<string, Promise<void>>();

  constructor(
    private readonly docker: Docker,
    private readonly options: ImageStoreOptions,
  ) {}

  /** The image, or undefined when the engine does not have it; one of ECR may lie here under its repository's name alone. */
  async find(reference: string): Promise<LocalImage | undefined> {
    const found = await this.#inspect(reference);
    const localName = found === undefined ? localNameOfEcrImage(reference) : undefined;
    return localName === undefined ? found : this.#inspect(localName);
  }

  async #inspect(reference: string): Promise<LocalImage | undefined> {
    try {
      const { Id, Architecture: architecture, Config } = await this.docker.getImage(reference).inspect();
      return {
        id: Id,
        reference,
        architecture: architectureOf(architecture),
        entrypoint: listOf(Config.Entrypoint),
        command: listOf(Config.Cmd),
        environment: listOf(Config.Env),
        builtByHearth: HASH_LABEL in ((Config.Labels as Record<string, string> | null) ?? {}),
      };
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw new PlatformError(`Docker cannot say whether it has the image "${reference}": ${engineMessage(error)}`, {
        cause: error,
      });
    }
  }

  /** The image, pulled when it is missing and may be; concurrent calls share one pull. */
  async ensure(wanted: WantedImage, signal: AbortSignal): Promise<LocalImage> {
    const { reference } = wanted;
    const present = await this.find(reference);
    if (present !== undefined) return present;
    if (this.options.skipPull) throw missingImage(wanted, '--skip-pull-image is set');
    let pull = this.#pulls.get(reference);
    if (pull === undefined) {
      pull = this.#pull(wanted).finally(() => this.#pulls.delete(reference));
      this.#pulls.set(reference, pull);
    }
    await raceAbort(pull, signal);
    const pulled = await this.find(reference);
    if (pulled === undefined) throw missingImage(wanted, 'the pull ended without it');
    return pulled;
  }

  /** Why the registry cannot give the image now, or undefined when it can; downloads nothing. */
  async whyNotPullable(reference: string): Promise<string | undefined> {
    if (this.options.skipPull) return '--skip-pull-image is set';
    try {
      await this.docker.getImage(reference).distribution();
      return undefined;
    } catch (error) {
      return engineMessage(error);
    }
  }

  async #pull(wanted: WantedImage): Promise<void> {
    const { reference, architecture } = wanted;
    const { repository, tag, registry } = parseImageReference(reference);
    const progress = new PullProgress();
    const tell = (phase: ImageProgress['phase']): void => {
      const { downloadedBytes, totalBytes } = progress;
      this.options.onProgress({ reference, phase, downloadedBytes, totalBytes });
    };
    tell('pulling');
    try {
      const authconfig = await this.options.logins.loginFor(registry);
      const platform = architecture === 'arm64' ? 'linux/arm64' : 'linux/amd64';
      const stream = (await this.docker.createImage({
        fromImage: repository,
        tag,
        platform,
        ...(authconfig === undefined ? {} : { authconfig }),
      })) as unknown as Readable;
      const lines = new JsonLines();
      for await (const chunk of stream) {
        for (const value of lines.values(chunk as Buffer)) {
          const message = value as PullMessage;
          if (message.error !== undefined) throw new Error(message.error);
          if (progress.add(message)) tell('pulling');
        }
      }
      tell('done');
    } catch (error) {
      tell('failed');
      throw missingImage(wanted, engineMessage(error), error);
    }
  }
}

/** What to do about an image that cannot be had. */
export function imageRemedy({ reference, runtime }: WantedImage): string {
  const build =
    runtime === undefined || recipeFor(runtime) === undefined
      ? ''
      : `, or build it without any registry by "hearth images build ${runtime}"`;
  return `Pull it by "docker pull ${reference}"${build}`;
}

function missingImage(wanted: WantedImage, why: string, cause?: unknown): PlatformError {
  return new PlatformError(`Image not found: "${wanted.reference}" (${why}). ${imageRemedy(wanted)}.`, { cause });
}

async function raceAbort(work: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(new PlatformError(`Waiting for an image was given up: ${messageOf(signal.reason)}`));
    };
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function architectureOf(name: string): LocalImage['architecture'] {
  if (name === 'amd64' || name === 'x86_64') return 'x86_64';
  return name === 'arm64' || name === 'aarch64' ? 'arm64' : 'other';
}

function listOf(value: string | readonly string[] | null | undefined): readonly string[] {
  if (value === null || value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

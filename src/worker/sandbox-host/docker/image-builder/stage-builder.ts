import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PlatformError } from '../../../../base/index.js';
import type { Engine } from '../engine/engine.js';
import { bootstrapRoot } from './bootstrap-root.js';
import { layOutContext } from './build-context.js';
import { buildFromDockerfile } from './build-from-dockerfile.js';
import { HASH_LABEL, STAGE_LABEL } from './image-labels.js';
import { imageNamed } from './image-named.js';
import { Slots } from './slots.js';
import type { DockerfileStage, Stage } from './stage.js';
import { stageHash } from './stage-hash.js';

export interface StageBuilderOptions {
  readonly engine: Engine;
  /** The package's `runtime-images/`. */
  readonly imagesFolder: string;
  /** For proxies, certificates and pip's index. */
  readonly environment: Readonly<Record<string, string>>;
  /** Stages that may be worked on side by side. */
  readonly parallelism: number;
  readonly onStep: (stage: string, step: string) => void;
  readonly signal: AbortSignal;
}

export interface StageImage {
  readonly id: string;
  /** False when an image of the same content was there already. */
  readonly isNew: boolean;
}

/** Makes stages, each once however many others stand on it, and finds again what an earlier run has made. */
export class StageBuilder {
  readonly #images = new Map<string, Promise<StageImage>>();
  readonly #slots: Slots;

  constructor(private readonly options: StageBuilderOptions) {
    this.#slots = new Slots(options.parallelism);
  }

  image(stage: Stage): Promise<StageImage> {
    const known = this.#images.get(stage.name);
    if (known !== undefined) return known;
    const image = this.#findOrMake(stage);
    this.#images.set(stage.name, image);
    return image;
  }

  async #findOrMake(stage: Stage): Promise<StageImage> {
    const { engine, imagesFolder } = this.options;
    const hash = await stageHash(stage, imagesFolder);
    const tag = `lambda-hearth/${stage.name}:${hash.slice(0, 12)}`;
    const existing = await imageNamed(engine, tag);
    if (existing !== undefined) return { id: existing.id, isNew: false };
    const parents = stage.kind === 'bootstrap' ? {} : await this.#parentsOf(stage);
    await this.#slots.use(() => this.#make(stage, hash, parents));
    const made = await imageNamed(engine, tag);
    if (made === undefined) throw new PlatformError(`The image "${tag}" vanished right after it was built.`);
    return { id: made.id, isNew: true };
  }

  async #parentsOf(stage: DockerfileStage): Promise<Readonly<Record<string, string>>> {
    const entries = Object.entries(stage.parents).map(
      async ([argument, parent]) => [argument, (await this.image(parent)).id] as const,
    );
    return Object.fromEntries(await Promise.all(entries));
  }

  async #make(stage: Stage, hash: string, parents: Readonly<Record<string, string>>): Promise<void> {
    const { engine, imagesFolder, environment, onStep, signal } = this.options;
    const workFolder = await mkdtemp(path.join(tmpdir(), 'hearth-image-'));
    const repository = `lambda-hearth/${stage.name}`;
    const tag = hash.slice(0, 12);
    const labels = { [HASH_LABEL]: hash, [STAGE_LABEL]: stage.name };
    const common = { labels, signal, onStep: (step: string) => onStep(stage.name, step) };
    try {
      if (stage.kind === 'bootstrap') {
        await bootstrapRoot(engine, { ...common, release: stage.release, repository, tag, workFolder });
        return;
      }
      const context = path.join(workFolder, 'context');
      await mkdir(context);
      onStep(stage.name, 'Fetching');
      const source = path.join(imagesFolder, stage.folder);
      await layOutContext({ source, downloads: stage.downloads, target: context, environment, signal });
      await buildFromDockerfile(engine, {
        ...common,
        context,
        tag: `${repository}:${tag}`,
        buildArguments: { ...networkArguments(environment), ...stage.buildArguments, ...parents },
      });
    } finally {
      await rm(workFolder, { recursive: true, force: true });
    }
  }
}

/** Docker lets a build see these without keeping them in the image. */
function networkArguments(environment: Readonly<Record<string, string>>): Record<string, string> {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy', 'PIP_INDEX_URL'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = environment[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

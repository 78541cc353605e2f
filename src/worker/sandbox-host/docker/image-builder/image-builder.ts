import path from 'node:path';
import { packageRoot, UserError } from '../../../../base/index.js';
import { runtimeNamed } from '../../../../model/index.js';
import { discoverEngine } from '../engine/discover-engine.js';
import type { Engine } from '../engine/engine.js';
import { type ImageRecipe, recipeFor } from './image-recipe.js';
import { listImages, type ListedImage } from './list-images.js';
import { stageFor } from './stage.js';
import { StageBuilder } from './stage-builder.js';
import { type NameOutcome, nameOfficially } from './name-officially.js';

/** Builds images with the official images' contract on this machine, for where the official ones cannot be pulled. */
export interface ImageBuilder {
  /**
   * Makes the images of these runtimes (`nodejs22.x` …), shared parts once, and gives each the official name unless a pulled image
   * has it. A runtime that cannot be built, a missing tool or the wrong architecture is a `UserError`; nothing is built then.
   */
  build(runtimes: readonly string[], options: ImageBuildOptions): Promise<readonly BuiltImage[]>;
  /** The local images under official names, pulled or built. */
  list(): Promise<readonly ListedImage[]>;
}

export interface ImageBuilderOptions {
  readonly engine: Engine;
  /** For proxies, certificates and pip's index: `SSL_CERT_FILE`, `HTTPS_PROXY`, `PIP_INDEX_URL` … */
  readonly environment: Readonly<Record<string, string>>;
}

export interface ImageBuildOptions {
  readonly onProgress: (progress: ImageBuildProgress) => void;
  readonly signal: AbortSignal;
}

/** One step of one stage; `stage` is `nodejs-22`, or a part that several images share (`debian-bookworm`). */
export interface ImageBuildProgress {
  readonly stage: string;
  readonly step: string;
}

export interface BuiltImage {
  readonly runtime: string;
  /** What was made: `nodejs-22`; several runtimes may share it. */
  readonly stage: string;
  readonly id: string;
  readonly reference: string;
  /** Version of the language that the image carries. */
  readonly version: string;
  /** `built` now, `cached` from an earlier build of the same inputs, `kept` when a pulled image has the name. */
  readonly outcome: 'built' | 'cached' | 'kept';
  /** Says what differs from the runtime that was asked for. */
  readonly notice?: string;
}

/** A builder for the engine that the environment names (`DOCKER_HOST`, contexts, usual sockets). */
export async function connectImageBuilder(environment: Readonly<Record<string, string>>): Promise<ImageBuilder> {
  return createImageBuilder({ engine: await discoverEngine(environment), environment });
}

function createImageBuilder({ engine, environment }: ImageBuilderOptions): ImageBuilder {
  return {
    async build(runtimes, { onProgress, signal }) {
      const architecture = buildableArchitecture(engine);
      const recipes = [...new Set(runtimes)].map(recipeOrError);
      const stages = new StageBuilder({
        engine,
        imagesFolder: path.join(packageRoot(), 'runtime-images'),
        environment,
        parallelism: Math.max(2, engine.facts.cpus),
        onStep: (stage, step) => {
          onProgress({ stage, step });
        },
        signal,
      });
      return Promise.all(
        recipes.map(async (recipe) => {
          const stage = stageFor(recipe, architecture);
          const image = await stages.image(stage);
          const named = await nameOfficially(engine, image.id, recipe.reference);
          return { ...builtImage(recipe, named, image.isNew), stage: stage.name, id: image.id };
        }),
      );
    },
    list: () => listImages(engine),
  };
}

function builtImage(recipe: ImageRecipe, named: NameOutcome, isNew: boolean): Omit<BuiltImage, 'stage' | 'id'> {
  const { runtime, reference, version, notice } = recipe;
  const outcome = named === 'kept' ? 'kept' : isNew ? 'built' : 'cached';
  return { runtime, reference, version, outcome, ...(notice === undefined ? {} : { notice }) };
}

function recipeOrError(runtimeId: string): ImageRecipe {
  const recipe = recipeFor(runtimeId);
  if (recipe !== undefined) return recipe;
  if (runtimeNamed(runtimeId) === undefined) {
    throw new UserError(
      `Unknown runtime: "${runtimeId}". Pass identifiers of Lambda such as nodejs22.x, python3.13, java21 or provided.al2023.`,
    );
  }
  throw new UserError(
    `No image can be built for the runtime "${runtimeId}": only nodejs, python, java and provided can. ` +
      'Run "hearth images pull", or load the official image that another machine has pulled (docker save, docker load).',
  );
}

/** Packages are unpacked on this machine for the engine's: both must be of one architecture. */
function buildableArchitecture(engine: Engine): 'x86_64' | 'arm64' {
  const here = process.arch === 'arm64' ? 'arm64' : 'x86_64';
  const { architecture } = engine.facts;
  if (process.platform === 'linux' && architecture === here) return here;
  throw new UserError(
    `Images can be built on Linux of the engine's own architecture ("${architecture}"); this machine is "${process.platform}" on ` +
      `"${process.arch}". Run "hearth images pull", or load images built elsewhere (docker save, docker load).`,
  );
}

import { officialImage, officialImageRegistry, runtimes } from '../../../../model/index.js';
import type { Engine } from '../engine/engine.js';
import { HASH_LABEL } from './image-labels.js';
import { recipeFor } from './image-recipe.js';

/** A local image under an official name. */
export interface ListedImage {
  readonly reference: string;
  /** Runtimes that use it; none for a name that belongs to no runtime. */
  readonly runtimes: readonly string[];
  readonly origin: 'pulled' | 'built';
  readonly id: string;
  readonly sizeBytes: number;
  readonly createdMs: number;
  /** For a built image: says when the version is only the nearest to the runtime's. */
  readonly notice?: string;
}

/** Every local image named `public.ecr.aws/lambda/…`, sorted by name. */
export async function listImages(engine: Engine): Promise<readonly ListedImage[]> {
  const images = await engine.docker.listImages();
  const listed = images.flatMap((image) => {
    // The engine answers null for an image without a name or label.
    const { RepoTags: names, Labels: labels } = image as UntypedNulls;
    const references = (names ?? []).filter((tag) => tag.startsWith(`${officialImageRegistry}/`));
    const origin = labels?.[HASH_LABEL] === undefined ? ('pulled' as const) : ('built' as const);
    const facts = { origin, id: image.Id, sizeBytes: image.Size, createdMs: image.Created * 1000 };
    return references.map((reference) => ({ reference, ...facts, ...usersOf(reference, origin) }));
  });
  return listed.sort((a, b) => a.reference.localeCompare(b.reference));
}

interface UntypedNulls {
  readonly RepoTags: readonly string[] | null;
  readonly Labels: Readonly<Record<string, string>> | null;
}

function usersOf(reference: string, origin: ListedImage['origin']): Pick<ListedImage, 'runtimes' | 'notice'> {
  const users = runtimes.filter((runtime) => officialImage(runtime) === reference).map((runtime) => runtime.id);
  const notice = origin === 'built' && users[0] !== undefined ? recipeFor(users[0])?.notice : undefined;
  return { runtimes: users, ...(notice === undefined ? {} : { notice }) };
}

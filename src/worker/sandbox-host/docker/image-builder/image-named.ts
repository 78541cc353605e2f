import type { Engine } from '../engine/engine.js';
import { statusOf } from '../engine/docker-error.js';
import { HASH_LABEL } from './image-labels.js';

export interface NamedImage {
  readonly id: string;
  /** Built by Hearth, never pulled. */
  readonly isOurs: boolean;
}

/** The local image of that name, or undefined. */
export async function imageNamed(engine: Engine, reference: string): Promise<NamedImage | undefined> {
  try {
    const image = await engine.docker.getImage(reference).inspect();
    const labels = image.Config.Labels as Readonly<Record<string, string>> | null;
    return { id: image.Id, isOurs: labels?.[HASH_LABEL] !== undefined };
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

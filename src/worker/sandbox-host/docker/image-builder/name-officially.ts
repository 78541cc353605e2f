import type { Engine } from '../engine/engine.js';
import { imageNamed } from './image-named.js';

/** `kept`: the name belongs to an image that was pulled or made by someone else, and stays with it. */
export type NameOutcome = 'named' | 'kept';

/** Gives an image of ours the official name where that is free or ours already. */
export async function nameOfficially(engine: Engine, imageId: string, reference: string): Promise<NameOutcome> {
  const holder = await imageNamed(engine, reference);
  if (holder !== undefined && !holder.isOurs) return 'kept';
  if (holder?.id !== imageId) {
    const colon = reference.lastIndexOf(':');
    await engine.docker.getImage(imageId).tag({ repo: reference.slice(0, colon), tag: reference.slice(colon + 1) });
  }
  return 'named';
}

import { messageOf } from '../../src/base/index.js';
import { installPeer, type PeerRecipe } from './install-peer.js';

/** Why a peer cannot be measured here, if so; installing it is part of finding out. */
export async function peerObstacle(recipe: PeerRecipe, signal: AbortSignal): Promise<string | undefined> {
  try {
    await installPeer(recipe, signal);
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return `${recipe.name} could not be installed: ${messageOf(error)}`;
  }
}

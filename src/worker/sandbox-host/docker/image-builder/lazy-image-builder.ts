import type { ImageBuilder } from './image-builder.js';

/** `connectImageBuilder`, loaded only now: nothing that runs functions needs it. */
export async function connectImageBuilder(environment: Readonly<Record<string, string>>): Promise<ImageBuilder> {
  const builder = await import('./image-builder.js');
  return builder.connectImageBuilder(environment);
}

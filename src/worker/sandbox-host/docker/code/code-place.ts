import type { CodeSource } from '../../../../model/index.js';
import type { CodeLease } from './deliveries.js';

/** Where the engine keeps code for sandboxes; sources are merged in order. `imageId` is any image of the engine. */
export interface CodePlace {
  deliver(sources: readonly CodeSource[], imageId: string): Promise<void>;
  lease(sources: readonly CodeSource[], imageId: string): Promise<CodeLease>;
}

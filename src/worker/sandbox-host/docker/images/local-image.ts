import type { Architecture } from '../../../../model/index.js';

/** An image that the engine has. */
export interface LocalImage {
  readonly id: string;
  readonly reference: string;
  readonly architecture: Architecture | 'other';
  /** The image's own command line, for what the overrides leave open. */
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** `NAME=value`, as the image sets them. */
  readonly environment: readonly string[];
  /** True for an image of `hearth images build`. */
  readonly builtByHearth: boolean;
}

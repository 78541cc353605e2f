import type { ImageBuild } from '../../model/index.js';

/** Files and images that a deployment would upload, and that lie on this machine (CDK). */
export interface Assets {
  /** The absolute path of the file or folder that would become that S3 object. */
  file(objectKey: string): string | undefined;
  /** How to build the image that would get that tag. */
  image(tag: string): ImageAsset | undefined;
}

export interface ImageAsset {
  /** By which it is built and found on this machine. */
  readonly tag: string;
  readonly build: ImageBuild;
}

export const noAssets: Assets = { file: () => undefined, image: () => undefined };

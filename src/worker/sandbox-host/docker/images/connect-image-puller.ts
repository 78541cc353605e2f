import { homedir } from 'node:os';
import path from 'node:path';
import type { Architecture } from '../../../../model/index.js';
import { discoverEngine } from '../engine/discover-engine.js';
import type { ImageProgress } from './image-progress.js';
import { ImageStore } from './image-store.js';
import { RegistryLogins } from './registry-logins.js';

/** Pulls images ahead of need, for `hearth images pull`. */
export interface ImagePuller {
  /** Says whether the image had been there already; rejects with the remedy when it cannot be had. */
  pull(
    image: { readonly reference: string; readonly runtime?: string },
    signal: AbortSignal,
  ): Promise<'present' | 'pulled'>;
}

/** A puller for the engine that the environment names; rejects with a `UserError` when none answers. */
export async function connectImagePuller(
  environment: Readonly<Record<string, string>>,
  onProgress: (progress: ImageProgress) => void,
): Promise<ImagePuller> {
  const { docker, facts } = await discoverEngine(environment);
  const dockerFolder = environment['DOCKER_CONFIG'] ?? path.join(environment['HOME'] ?? homedir(), '.docker');
  const images = new ImageStore(docker, { skipPull: false, logins: new RegistryLogins(dockerFolder), onProgress });
  const architecture: Architecture = facts.architecture === 'arm64' ? 'arm64' : 'x86_64';
  return {
    async pull(image, signal) {
      if ((await images.find(image.reference)) !== undefined) return 'present';
      await images.ensure({ ...image, architecture }, signal);
      return 'pulled';
    },
  };
}

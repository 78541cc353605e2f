import type { DisposalStack } from '../../src/base/index.js';
import { nodeImage } from '../parts/bench-function.js';
import type { DockerEngine } from '../parts/docker-engine.js';

/** The name under which SAM looks for the image of nodejs22.x on this machine. */
const architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';
const samImage = `${nodeImage}-${architecture}`;
const rapidImage = nodeImage.replace(/:(.*)$/, `:$1-rapid-${architecture}`);

/**
 * Lets SAM find the very image that Hearth runs, under the name with the architecture that it asks for. It builds its own on top,
 * with the emulator that it brings; both names go with the bench unless they were there before.
 */
export async function nameImageForSam(engine: DockerEngine, scope: DisposalStack): Promise<void> {
  for (const name of [samImage, rapidImage]) {
    if (!(await engine.hasImage(name))) scope.defer(`the image ${name}`, () => engine.removeImage(name));
  }
  if (!(await engine.hasImage(samImage))) await engine.tag(nodeImage, samImage);
}

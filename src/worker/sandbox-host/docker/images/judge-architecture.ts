import type { HostVerdict, SandboxSpec } from '../../sandbox-host.js';
import type { EngineFacts } from '../engine/engine.js';
import type { LocalImage } from './local-image.js';

/**
 * Whether the engine can run an image for this processor. An image for another one needs emulation; one for the engine's own
 * runs, but a function that asks for the other must know, since compiled code in it will not.
 */
export function judgeArchitecture(image: LocalImage, spec: SandboxSpec, engine: EngineFacts): HostVerdict {
  const { architecture } = image;
  if (architecture === 'other' || engine.architecture === 'other') return { able: true };
  if (architecture !== engine.architecture && engine.emulates === 'no') {
    return {
      able: false,
      reason: `Image "${image.reference}" is for ${architecture}, but the Docker engine runs ${engine.architecture} and has no emulation`,
      remedy:
        `Remove the image and pull or build it for ${engine.architecture}, set "Architectures: [${engine.architecture}]" for ` +
        `"${spec.function.name}", or install emulation (package qemu-user-static)`,
    };
  }
  if (architecture !== engine.architecture) {
    return { able: true, notice: `Image "${image.reference}" is for ${architecture}: it runs emulated, and slowly.` };
  }
  if (architecture !== spec.architecture) {
    return {
      able: true,
      notice:
        `Function "${spec.function.name}" asks for ${spec.architecture}, but image "${image.reference}" is for ${architecture}: ` +
        `code compiled for ${spec.architecture} will not run. Set "Architectures: [${architecture}]" or pull the other image.`,
    };
  }
  return { able: true };
}

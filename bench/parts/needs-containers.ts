import { missingImage } from './bench-function.js';
import { DockerEngine } from './docker-engine.js';

/** The obstacle of every bench that runs functions in containers. */
export function needsContainers(): Promise<string | undefined> {
  return missingImage(new DockerEngine());
}

import { listVersionsByFunction } from './list-versions-by-function.js';
import { publishVersion } from './publish-version.js';

/** By the names of the service model. */
export const versionOperations = {
  ListVersionsByFunction: listVersionsByFunction,
  PublishVersion: publishVersion,
};

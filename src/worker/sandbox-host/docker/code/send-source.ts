import type Docker from 'dockerode';
import { PlatformError, UserError } from '../../../../base/index.js';
import type { CodeSource } from '../../../../model/index.js';
import { engineMessage } from '../engine/docker-error.js';
import type { BootstrapSight } from './bootstrap-sight.js';
import type { BootstrapState } from './delivered-code.js';
import { packArchive } from './pack-archive.js';
import { packFolder } from './pack-folder.js';
import { TarWriter } from './tar-writer.js';

/** Where a container that takes a delivery has the volume mounted. */
export const DELIVERY_FOLDER = '/delivery';

/** Unpacks into `folder` of the container. Packs and uploads side by side; when the packing fails, its error is the one that counts and the upload is cut off. */
export async function sendSource(
  container: Docker.Container,
  source: CodeSource,
  sight: BootstrapSight,
  folder = DELIVERY_FOLDER,
): Promise<BootstrapState> {
  const tar = new TarWriter();
  const upload = new AbortController();
  const uploading = container
    .putArchive(tar.stream, { path: folder, abortSignal: upload.signal })
    .then(() => undefined)
    .catch((error: unknown) => {
      tar.destroy();
      return error;
    });
  let packingError: unknown;
  let bootstrap: BootstrapState = 'absent';
  try {
    bootstrap = await (source.kind === 'archive'
      ? packArchive(source, tar, sight)
      : packFolder(source.path, tar, sight));
    tar.finish();
  } catch (error) {
    packingError = error;
    upload.abort();
  }
  const uploadError = await uploading;
  if (packingError instanceof UserError) throw packingError;
  const error = uploadError ?? packingError;
  if (error === undefined) return bootstrap;
  throw new PlatformError(`The code in "${source.path}" could not be brought to Docker: ${engineMessage(error)}`, {
    cause: error,
  });
}

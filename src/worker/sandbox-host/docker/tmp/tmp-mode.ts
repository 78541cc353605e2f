import type { IncomingMessage } from 'node:http';
import type Docker from 'dockerode';
import { pack } from 'tar-stream';
import { ignoreAlreadyDone } from '../engine/docker-error.js';
import type { OwnerIdentity } from '../owner/owner-identity.js';
import { ownerLabels } from '../owner/owner-labels.js';

/** Go's sticky bit and the permission bits, as the engine reports modes. */
const STICKY_AND_OPEN = 0o4000777;
const REPAIR_FOLDER = 'repair';

/**
 * Sees to it that every sandbox's `/tmp` is writable for all, as on AWS. A volume takes its mode from the image's own `/tmp`;
 * an image that has none (one made from scratch) leaves it to root alone, and then the volume is put right before the start.
 */
export class TmpMode {
  readonly #imagesWithGoodTmp = new Set<string>();

  constructor(
    private readonly docker: Docker,
    private readonly owner: OwnerIdentity,
  ) {}

  /** For a container that has been created and not yet started. */
  async ensureOpen(container: Docker.Container, imageId: string): Promise<void> {
    if (this.#imagesWithGoodTmp.has(imageId)) return;
    if (await isOpen(container)) {
      this.#imagesWithGoodTmp.add(imageId);
      return;
    }
    const { Mounts } = await container.inspect();
    const volume = Mounts.find(({ Destination }) => Destination === '/tmp')?.Name;
    if (volume !== undefined) await this.#open(volume, imageId);
  }

  /** The mode of a mounted folder can be set only through a container whose root file system may be written. */
  async #open(volume: string, imageId: string): Promise<void> {
    const options = { NoCopy: true, Labels: {}, DriverConfig: { Name: '', Options: {} } };
    const helper = await this.docker.createContainer({
      Image: imageId,
      Cmd: ['never-started'],
      Labels: ownerLabels(this.owner, 'delivery'),
      HostConfig: {
        NetworkMode: 'none',
        Mounts: [{ Type: 'volume', Source: volume, Target: `/${REPAIR_FOLDER}`, VolumeOptions: options }],
      },
    });
    try {
      const tar = pack();
      tar.entry({ name: `${REPAIR_FOLDER}/`, type: 'directory', mode: 0o1777 });
      tar.finalize();
      await helper.putArchive(tar as unknown as NodeJS.ReadableStream, { path: '/' });
    } finally {
      await ignoreAlreadyDone(helper.remove({ force: true }));
    }
  }
}

async function isOpen(container: Docker.Container): Promise<boolean> {
  const answer = (await container.infoArchive({ path: '/tmp' })) as unknown as IncomingMessage;
  // dockerode hands the answer over unread: its connection is held until somebody reads it.
  answer.resume();
  const header = answer.headers['x-docker-container-path-stat'];
  const stat = Buffer.from(typeof header === 'string' ? header : '', 'base64').toString('utf8');
  const { mode } = JSON.parse(stat) as { mode: number };
  return (mode & STICKY_AND_OPEN) === STICKY_AND_OPEN;
}

import type { Readable } from 'node:stream';
import { type Header, pack } from 'tar-stream';

/** Permission bits, owner root as on AWS. */
export interface TarEntry {
  readonly name: string;
  readonly mode: number;
}

type EntryHeader = Partial<Header> & Pick<Header, 'name'>;

/** Writes a tar stream entry by entry, folders before what lies in them, at the pace of whoever reads `stream`. */
export class TarWriter {
  readonly #pack = pack();
  readonly #folders = new Set<string>();
  readonly #closed: Promise<never>;

  constructor() {
    this.#closed = new Promise((_, reject) => {
      this.#pack.on('close', () => {
        reject(new Error('nobody reads the tar any more'));
      });
    });
    // Heard by whoever is writing at that moment; else nobody minds.
    this.#closed.catch(() => undefined);
  }

  get stream(): NodeJS.ReadableStream {
    return this.#pack as unknown as NodeJS.ReadableStream;
  }

  async folder({ name, mode }: TarEntry): Promise<void> {
    if (name === '' || name === '.') return;
    await this.#parents(name);
    this.#folders.add(name);
    await this.#whole({ name: `${name}/`, type: 'directory', mode });
  }

  async symlink({ name, mode }: TarEntry, target: string): Promise<void> {
    await this.#parents(name);
    await this.#whole({ name, type: 'symlink', mode, linkname: target });
  }

  /** `size` must be exact: a tar says it before the content. */
  async file({ name, mode }: TarEntry, size: number, content: Readable): Promise<void> {
    await this.#parents(name);
    const packed = new Promise<void>((resolve, reject) => {
      const entry = this.#pack.entry(header({ name, mode, size }), (error) => {
        if (error) reject(error);
        else resolve();
      });
      content.once('error', (error) => {
        entry.destroy();
        reject(error);
      });
      content.on('data', (chunk: Buffer) => {
        if (entry.write(chunk)) return;
        content.pause();
        entry.once('drain', () => content.resume());
      });
      content.once('end', () => entry.end(null));
    });
    try {
      await Promise.race([packed, this.#closed]);
    } finally {
      content.destroy();
    }
  }

  finish(): void {
    this.#pack.finalize();
  }

  /** Ends every write that is under way. */
  destroy(): void {
    this.#pack.destroy();
  }

  /** Folders that an archive does not name are made by Docker with a mode of its own choice; so name them. */
  async #parents(name: string): Promise<void> {
    const parent = name.slice(0, Math.max(0, name.lastIndexOf('/')));
    if (parent === '' || this.#folders.has(parent)) return;
    await this.folder({ name: parent, mode: 0o755 });
  }

  async #whole(entry: EntryHeader): Promise<void> {
    const packed = new Promise<void>((resolve, reject) => {
      this.#pack.entry(header(entry), (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
    await Promise.race([packed, this.#closed]);
  }
}

function header(entry: EntryHeader): EntryHeader {
  return { uid: 0, gid: 0, uname: 'root', gname: 'root', ...entry };
}

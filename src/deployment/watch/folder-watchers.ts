import { type FSWatcher, watch } from 'node:fs';
import path from 'node:path';

export interface FolderWatchersNeeds {
  /** Something happened to this file; whether and what it was is for a look to say. */
  readonly onHint: (file: string) => void;
  /** The machine watches no more folders for us. Told once at most. */
  readonly onExhausted: (error: NodeJS.ErrnoException) => void;
}

/** One watcher of the operating system for each folder: about a tenth of what one for each file would take. */
export class FolderWatchers {
  readonly #watchers = new Map<string, { readonly identity: string; readonly watcher: FSWatcher }>();
  #isExhausted = false;

  constructor(private readonly needs: FolderWatchersNeeds) {}

  get isExhausted(): boolean {
    return this.#isExhausted;
  }

  /** Watches the folder; one that took the place of another is watched anew. */
  meet(folder: string, identity: string): void {
    if (this.#isExhausted || this.#watchers.get(folder)?.identity === identity) return;
    this.#drop(folder);
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        // A folder that is removed tells so by its own name.
        if (name === path.basename(folder)) {
          this.#drop(folder);
          this.needs.onHint(folder);
        }
        this.needs.onHint(name === null ? folder : path.join(folder, name));
      });
      watcher.on('error', () => {
        this.#drop(folder);
        this.needs.onHint(folder);
      });
      this.#watchers.set(folder, { identity, watcher });
    } catch (error) {
      this.#failed(error as NodeJS.ErrnoException);
    }
  }

  keepOnly(folders: ReadonlySet<string>): void {
    for (const folder of [...this.#watchers.keys()]) if (!folders.has(folder)) this.#drop(folder);
  }

  close(): void {
    this.keepOnly(new Set());
  }

  #drop(folder: string): void {
    this.#watchers.get(folder)?.watcher.close();
    this.#watchers.delete(folder);
  }

  /** What vanished or may not be read is no failure of watching. */
  #failed(error: NodeJS.ErrnoException): void {
    if (!exhausted.has(error.code ?? '')) return;
    this.#isExhausted = true;
    this.close();
    this.needs.onExhausted(error);
  }
}

/** No watches are left, no instances (Linux counts them as open files), no memory, or the file system has no watching at all. */
const exhausted: ReadonlySet<string> = new Set(['ENOSPC', 'EMFILE', 'ENFILE', 'ENOMEM', 'ENOSYS']);

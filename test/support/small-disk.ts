import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A file system of its own, of a few megabytes; disposing it unmounts it. */
export class SmallDisk implements AsyncDisposable {
  private constructor(readonly path: string) {}

  /** Undefined, and told, where this process may not mount: only root may. */
  static async mount(megabytes: number): Promise<SmallDisk | undefined> {
    const folder = await mkdtemp(path.join(tmpdir(), 'hearth-disk-'));
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'hearth-test', folder], { stdio: 'pipe' });
      return new SmallDisk(folder);
    } catch (error) {
      process.stderr.write(`No small disk can be mounted here, so nothing is tested on one: ${String(error)}\n`);
      await rm(folder, { recursive: true });
      return undefined;
    }
  }

  /** Takes all space that is left but `leaving` bytes; answers what gives it back. */
  async fill(leaving = 0): Promise<() => Promise<void>> {
    const file = path.join(this.path, 'filler');
    const handle = await open(file, 'w');
    let written = 0;
    try {
      for (;;) written += (await handle.write(Buffer.alloc(4096))).bytesWritten;
    } catch {
      await handle.truncate(Math.max(0, written - leaving));
    } finally {
      await handle.close();
    }
    return () => rm(file);
  }

  makeReadOnly(): void {
    execFileSync('mount', ['-o', 'remount,ro', this.path]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    execFileSync('umount', [this.path]);
    await rm(this.path, { recursive: true });
  }
}

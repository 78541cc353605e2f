import { limits } from '../../../../model/index.js';
import { UserError } from '../../../../base/index.js';

/** One entry of a zip as far as it matters for unpacking. */
export interface ArchiveEntry {
  /** Without leading `./` and trailing `/`. */
  readonly name: string;
  readonly kind: 'file' | 'directory' | 'symlink';
  /** Permission bits as packed; what a zip made on Windows leaves out is 0755 for folders and 0644 for files. */
  readonly mode: number;
  readonly size: number;
}

const FILE_TYPE = 0o170000;
const SYMLINK = 0o120000;

/** Reads the Unix half of a zip entry's external attributes. */
export function archiveEntry(name: string, externalFileAttributes: number, size: number): ArchiveEntry {
  const unix = (externalFileAttributes >>> 16) & 0xffff;
  const kind = name.endsWith('/') ? 'directory' : (unix & FILE_TYPE) === SYMLINK ? 'symlink' : 'file';
  const mode = unix & 0o7777;
  return {
    name: name.replace(/^(?:\.\/)+/, '').replace(/\/+$/, ''),
    kind,
    mode: mode === 0 ? (kind === 'directory' ? 0o755 : 0o644) : mode,
    size,
  };
}

/**
 * Refuses what must not be unpacked: names that leave the folder, entries below a symlink, more than AWS's unzipped limit.
 * One inspector looks at one archive, entry by entry in order.
 */
export class ArchiveInspector {
  readonly #symlinks = new Set<string>();
  #bytes = 0;

  constructor(private readonly archive: string) {}

  /** Throws a `UserError` that names the archive and the entry. */
  inspect(entry: ArchiveEntry): void {
    if (leavesFolder(entry.name)) throw this.#refusal(entry.name, 'its name leaves the folder');
    for (let parent = parentOf(entry.name); parent !== ''; parent = parentOf(parent)) {
      if (this.#symlinks.has(parent)) throw this.#refusal(entry.name, `it lies below the symbolic link "${parent}"`);
    }
    if (entry.kind === 'symlink') this.#symlinks.add(entry.name);
    this.#bytes += entry.size;
    if (this.#bytes > limits.unzippedCode) throw tooLarge(this.archive);
  }

  /** A relative link may not climb above the root; an absolute one names a place of the sandbox and stays as it is. */
  inspectLink(entry: ArchiveEntry, target: string): void {
    if (target.startsWith('/')) return;
    const steps = [...parentOf(entry.name).split('/'), ...target.split('/')];
    let depth = 0;
    for (const step of steps) {
      if (step === '' || step === '.') continue;
      depth += step === '..' ? -1 : 1;
      if (depth < 0) throw this.#refusal(entry.name, `it is a symbolic link that leaves the folder: "${target}"`);
    }
  }

  #refusal(name: string, why: string): UserError {
    return new UserError(
      `The archive "${this.archive}" cannot be unpacked: entry "${name}": ${why}. Pack it anew without it.`,
    );
  }
}

/** More than 250 MB unzipped, layers included, is refused by AWS too. */
export function tooLarge(archive: string): UserError {
  return new UserError(
    `The archive "${archive}" is too large: its files exceed ${limits.unzippedCode} bytes unzipped, AWS's limit. ` +
      'Leave files out, or use a container image.',
  );
}

function leavesFolder(name: string): boolean {
  return name.startsWith('/') || /^[a-zA-Z]:/.test(name) || name.split(/[/\\]/).includes('..') || name.includes('\0');
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

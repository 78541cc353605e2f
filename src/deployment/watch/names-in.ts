import { readdir, realpath } from 'node:fs/promises';
import path from 'node:path';

/**
 * The names in a folder whose changes mean something. Of packages that a package manager has installed, which may be many thousand
 * files, these are what it writes when it is done, and links to packages that are worked on (workspaces); packages that somebody put
 * there by hand, as into a layer, are like other code. Rejects when the folder cannot be read.
 */
export async function namesIn(folder: string): Promise<readonly string[]> {
  const packages = folder.split(path.sep).lastIndexOf('node_modules');
  if (packages === -1) return readdir(folder);
  const root = folder
    .split(path.sep)
    .slice(0, packages + 1)
    .join(path.sep);
  const [entries, found] = await Promise.all([readdir(folder, { withFileTypes: true }), readdir(root)]);
  const done = found.filter((name) => markers.has(name));
  if (done.length === 0) return entries.map(({ name }) => name);
  const isScopeOrRoot = folder === root || path.basename(folder).startsWith('@');
  const links = entries.filter((entry) => entry.isSymbolicLink()).map(({ name }) => name);
  const outside = await Promise.all(links.map((name) => leavesPackages(path.join(folder, name))));
  return [
    ...(folder === root ? done : []),
    ...(isScopeOrRoot ? links.filter((_name, index) => outside[index]) : []),
    ...(folder === root ? entries.filter(isScope).map(({ name }) => name) : []),
  ];
}

/** Of npm, Yarn and pnpm. */
const markers: ReadonlySet<string> = new Set([
  '.package-lock.json',
  '.yarn-integrity',
  '.yarn-state.yml',
  '.modules.yaml',
]);

function isScope(entry: { readonly name: string; isDirectory(): boolean }): boolean {
  return entry.name.startsWith('@') && entry.isDirectory();
}

async function leavesPackages(link: string): Promise<boolean> {
  const real = await realpath(link).catch(() => undefined);
  return real !== undefined && !real.split(path.sep).includes('node_modules');
}

import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';

/**
 * On AWS nothing stands above the function's code: `.js` files there without a package.json of their own are CommonJS. Code
 * that is used in place may lie in a project whose package.json says otherwise; where it does, Node is told better.
 */
export function keepModuleKindOf(taskRoot) {
  // Node names loaded files by their real paths.
  const root = existsSync(taskRoot) ? realpathSync(taskRoot) : taskRoot;
  if (kindAbove(root) !== 'module') return;
  const requireScript = module._extensions['.js'];
  module._extensions['.js'] = (loaded, file) => {
    if (!isOutOfScope(file, root)) requireScript(loaded, file);
    else loaded._compile(readFileSync(file, 'utf8'), file, 'commonjs');
  };
  // Costs a thread of Node's, so it is done only where there is something to import.
  if (hasScripts(root)) module.register('./module-kind-hook.mjs', import.meta.url, { data: { root } });
}

/** Whether no package.json within `root` says what kind of module the file is. */
export function isOutOfScope(file, root) {
  if (!file.startsWith(root + path.sep)) return false;
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (path.basename(folder) === 'node_modules' || existsSync(path.join(folder, 'package.json'))) return false;
    if (folder === root) return true;
  }
}

/** Whether a `.js` file lies there of which no package.json within the code says what it is. */
function hasScripts(folder) {
  const entries = entriesOf(folder);
  if (entries.some(({ name }) => name === 'package.json')) return false;
  return entries.some((entry) => {
    if (entry.isFile()) return entry.name.endsWith('.js');
    // A link may lead to either.
    return entry.isDirectory() ? entry.name !== 'node_modules' && hasScripts(path.join(folder, entry.name)) : true;
  });
}

function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // What cannot be read cannot be imported either.
    return [];
  }
}

function kindAbove(root) {
  for (let folder = root; ; folder = path.dirname(folder)) {
    const description = path.join(folder, 'package.json');
    if (existsSync(description)) return folder === root ? undefined : typeOf(description);
    if (folder === path.dirname(folder) || path.basename(folder) === 'node_modules') return undefined;
  }
}

function typeOf(description) {
  try {
    return JSON.parse(readFileSync(description, 'utf8'))?.type;
  } catch {
    return undefined;
  }
}

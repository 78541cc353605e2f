import { existsSync } from 'node:fs';
import module from 'node:module';
import path from 'node:path';

/**
 * Lets `import` find what `require` finds by NODE_PATH, as the managed runtimes do from nodejs18.x on: packages of layers.
 * Costs a thread of Node's, so it is done only where a layer brings packages.
 */
export function importFromLayers(optFolder) {
  const withPackages = (process.env.NODE_PATH ?? '')
    .split(path.delimiter)
    .filter((folder) => folder.startsWith(optFolder + path.sep) && existsSync(folder));
  if (withPackages.length === 0) return;
  module.register('./layer-modules-hook.mjs', import.meta.url, { data: { folders: withPackages } });
}

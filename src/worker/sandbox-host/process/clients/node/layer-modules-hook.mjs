import path from 'node:path';
import { pathToFileURL } from 'node:url';

const state = { folders: [] };

export function initialize({ folders }) {
  state.folders = folders;
}

/** Tries what Node found nowhere else as if it was imported from each folder of packages. */
export async function resolve(specifier, context, nextResolve) {
  try {
    return await nextResolve(specifier, context);
  } catch (error) {
    if (error?.code !== 'ERR_MODULE_NOT_FOUND' || /^(?:[./]|[a-z]+:)/.test(specifier)) throw error;
    for (const folder of state.folders) {
      const parentURL = pathToFileURL(path.join(path.dirname(folder), 'from-here.mjs')).href;
      try {
        return await nextResolve(specifier, { ...context, parentURL });
      } catch {
        // The next folder may have it; if none has, the first error tells it.
      }
    }
    throw error;
  }
}

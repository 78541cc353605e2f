import { fileURLToPath } from 'node:url';
import { isOutOfScope } from './module-kind.mjs';

const state = { root: '' };

export function initialize({ root }) {
  state.root = root;
}

/** Has `import` take a `.js` file that no package.json within the function's code speaks for as CommonJS. */
export async function load(url, context, nextLoad) {
  const isScript = url.startsWith('file:') && /\.js(?:[?#]|$)/.test(url);
  if (!isScript || !isOutOfScope(fileURLToPath(url), state.root)) return nextLoad(url, context);
  return nextLoad(url, { ...context, format: 'commonjs' });
}

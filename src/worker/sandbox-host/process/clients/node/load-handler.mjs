import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { runtimeError } from './error-bodies.mjs';
import { modern } from './generation.mjs';
import { isOutOfScope } from './module-kind.mjs';

// Named as the client on AWS, because the messages of missing modules name who asked for them.
const require = createRequire('/var/runtime/index.mjs');

/**
 * Finds and loads the function named by `handler` (`folder/file.export.nested`) below `root`. From nodejs24.x on
 * everything is imported; before it CommonJS files are required, so that their `require` stays synchronous.
 */
export async function loadHandler(root, handler) {
  if (handler.includes('..')) {
    throw runtimeError(
      'MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const parts = /^([^.]*)\.(.*)$/.exec(path.basename(handler));
  if (parts === null) throw runtimeError('MalformedHandlerName', 'Bad handler');
  const [, moduleName, exportPath] = parts;
  const folder = path.dirname(handler);
  const loaded = await loadModule({ root, folder, moduleName });

  const found = property(loaded, exportPath) ?? (modern ? property(loaded?.default, exportPath) : undefined);
  if (!found) throw runtimeError('HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw runtimeError('HandlerNotFound', `${handler} is not a function`);
  return found;
}

async function loadModule({ root, folder, moduleName }) {
  const base = path.resolve(root, folder, moduleName);
  try {
    const found = candidates(base, root).find(({ file }) => existsSync(file));
    if (found !== undefined) {
      return found.how === 'import' ? await import(pathToFileURL(found.file).href) : require(found.file);
    }
    return require(require.resolve(moduleName, { paths: [root, path.join(root, folder)] }));
  } catch (error) {
    if (error instanceof SyntaxError) {
      const syntaxError = runtimeError('UserCodeSyntaxError', String(error));
      if (modern) syntaxError.stack = error.stack;
      throw syntaxError;
    }
    if (error?.code === 'MODULE_NOT_FOUND') throw runtimeError('ImportModuleError', String(error));
    throw error;
  }
}

/** The files that may hold the handler, in the order in which the official clients of each age look for them. */
function candidates(base, root) {
  if (modern) return ['', '.js', '.mjs', '.cjs'].map((extension) => ({ file: base + extension, how: 'import' }));
  return [
    { file: base, how: 'require' },
    {
      file: `${base}.js`,
      how: !isOutOfScope(`${base}.js`, root) && belongsToEsModulePackage(base) ? 'import' : 'require',
    },
    { file: `${base}.mjs`, how: 'import' },
    { file: `${base}.cjs`, how: 'require' },
  ];
}

function belongsToEsModulePackage(file) {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (path.basename(folder) === 'node_modules') return false;
    const description = path.join(folder, 'package.json');
    if (existsSync(description)) return typeOfPackage(description) === 'module';
    if (folder === path.dirname(folder)) return false;
  }
}

function typeOfPackage(description) {
  try {
    return JSON.parse(readFileSync(description, 'utf8'))?.type;
  } catch (error) {
    console.warn(`${description} cannot be read, it will be ignored for ES module detection purposes.`, error);
    return undefined;
  }
}

function property(value, dottedPath) {
  return dottedPath
    .split('.')
    .reduce((nested, key) => (modern && typeof nested !== 'object' ? undefined : nested?.[key]), value);
}

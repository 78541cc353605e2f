import { types } from 'node:util';
import { modern } from './generation.mjs';

/** An error of Lambda's own, told apart by its name: `Runtime.HandlerNotFound`, `Runtime.ImportModuleError` … */
export function runtimeError(type, message) {
  const name = `Runtime.${type}`;
  class RuntimeError extends Error {}
  RuntimeError.prototype.name = name;
  const error = new RuntimeError(message);
  // Shows in the log, where an error's own members are written out.
  return modern ? Object.assign(error, { name }) : error;
}

/** Anything that was thrown, as an `Error`. */
export function asError(thrown) {
  return types.isNativeError(thrown) || thrown instanceof Error ? thrown : new Error(String(thrown));
}

/** The body that `/error` and `/init/error` get: `errorType, errorMessage, trace`, in this order. */
export function errorBody(thrown) {
  try {
    if (looksLikeError(thrown)) {
      return {
        errorType: escapeDelete(thrown.name),
        errorMessage: escapeDelete(thrown.message),
        trace: escapeDelete(thrown.stack ?? '').split('\n'),
      };
    }
    return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
  } catch {
    // A getter of the error threw, or it has no text: the words are those of the official client.
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    };
  }
}

/** The header `lambda-runtime-function-xray-error-cause`; empty when the error has no readable stack. */
export function xrayCause(thrown) {
  try {
    const stack = framesOf(thrown.stack);
    return JSON.stringify({
      working_directory: process.cwd(),
      exceptions: [{ type: escapeDelete(thrown.name), message: escapeDelete(thrown.message), stack }],
      paths: [...new Set(stack.map((frame) => frame.path))],
    });
  } catch {
    return '';
  }
}

function looksLikeError(value) {
  if (types.isNativeError(value)) return true;
  return ['name', 'message', 'stack'].every((key) => typeof value?.[key] === 'string' && value[key] !== '');
}

function framesOf(stack) {
  if (!stack) return [];
  return escapeDelete(stack)
    .split('\n')
    .slice(1)
    .map((text) => {
      const words = text.trim().replace(/[()]/g, '').split(' ').slice(1);
      const [path, line] = (words.pop() ?? '').split(':');
      return { path, line: Number.parseInt(line, 10), label: words.join(' ') || 'anonymous' };
    });
}

// X-Ray refuses the ASCII character DEL.
function escapeDelete(text) {
  return text?.replaceAll('\x7F', '%7F');
}

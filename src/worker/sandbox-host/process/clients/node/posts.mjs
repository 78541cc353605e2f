import { runtimeError } from './error-bodies.mjs';
import { modern } from './generation.mjs';

/** What is posted for a result of the handler. */
export function serialise(value) {
  const text = stringify(value === undefined ? null : value);
  // A function or a symbol: the words are those of the official client.
  if (text === undefined) throw new TypeError('Wrong arguments');
  return text;
}

function stringify(value) {
  try {
    return JSON.stringify(value);
  } catch {
    const message = 'Unable to stringify response body';
    throw modern ? runtimeError('JSONStringifyError', message) : new Error(message);
  }
}

/** The line about a post that was refused; the loop goes on, as that of the official client does. */
export function refusedPost(path, status, body) {
  return `Failed to post to ${path}: the Runtime API answered ${status}: ${body}\n`;
}

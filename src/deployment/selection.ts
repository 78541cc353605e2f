import { suggestion, UserError } from '../base/index.js';
import type { Stack } from '../model/index.js';

/** The stack with only the named functions (logical ids or names) and the routes that reach them; all of it when none is named. */
export function selectFunctions(stack: Stack, names: readonly string[]): Stack {
  if (names.length === 0) return stack;
  const functions = stack.functions.filter(({ logicalId, name }) => names.includes(logicalId) || names.includes(name));
  const unknown = names.find(
    (asked) => !functions.some(({ logicalId, name }) => asked === logicalId || asked === name),
  );
  if (unknown !== undefined) {
    const known = stack.functions.map(({ logicalId }) => logicalId);
    const listed = known.map((logicalId) => `"${logicalId}"`).join(', ');
    throw new UserError(
      `No function "${unknown}" in "${stack.file}".${suggestion(unknown, known)} It has ${listed === '' ? 'none' : listed}.`,
    );
  }
  const kept = new Set(functions.map(({ name }) => name));
  const apis = stack.apis
    .map((api) => ({ ...api, routes: api.routes.filter(({ functionReference }) => kept.has(functionReference)) }))
    .filter(({ routes }) => routes.length > 0);
  return { ...stack, functions, apis };
}

import { suggestion, UserError } from '../base/index.js';
import type { StackFunction } from '../model/index.js';
import type { Project } from '../emulator/index.js';
import { functionCalled } from './read-project.js';

/** The function of the project that has this name; the only one when none is asked for. A `UserError` suggests the nearest. */
export function functionOf({ stack }: Project, asked: string | undefined): StackFunction {
  const { functions } = stack;
  const [first, second] = functions;
  if (asked === undefined && first !== undefined && second === undefined) return first;
  const found = asked === undefined ? undefined : functionCalled(asked, functions);
  if (found !== undefined) return found;
  const known = functions.map(({ logicalId }) => logicalId);
  const listed = known.length === 0 ? 'none' : known.map((name) => `"${name}"`).join(', ');
  if (asked === undefined) throw new UserError(`Which function? Name one of: ${listed}.`);
  throw new UserError(`No function "${asked}" in "${stack.file}".${suggestion(asked, known)} It has ${listed}.`);
}

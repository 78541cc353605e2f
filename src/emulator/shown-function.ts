import { parseFunctionName } from '../model/index.js';

/** The function that a door calls, as people call it: its name, with the qualifier where a door has one, however the project refers to it. */
export function shownFunction(reference: string): string {
  const parsed = parseFunctionName(reference);
  if (parsed === undefined) return reference;
  return parsed.qualifier === undefined ? parsed.name : `${parsed.name}:${parsed.qualifier}`;
}

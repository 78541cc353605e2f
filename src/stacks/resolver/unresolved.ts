/** A value that this machine cannot know: it spreads to everything made from it, and whoever needs it tells the user why. */
export class Unresolved {
  constructor(readonly reason: string) {}
}

/** What `AWS::NoValue` stands for: the property or list element that holds it is removed. */
export const noValue = Symbol('AWS::NoValue');

/** The first unresolved part of a resolved value, however deep. */
export function findUnresolved(value: unknown): Unresolved | undefined {
  if (value instanceof Unresolved) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const part of Object.values(value)) {
    const found = findUnresolved(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

import type { Properties } from '../resolver/properties.js';

/** The variables of `Environment`; one that cannot be known is left out and told. Each is read in an attempt of its own. */
export function readEnvironment(
  properties: Properties,
  attempt: (read: () => string | undefined) => string | undefined,
): Readonly<Record<string, string>> {
  const variables = properties.inside('Environment')?.inside('Variables');
  return Object.fromEntries(
    (variables?.keys() ?? []).flatMap((name): [string, string][] => {
      const text = attempt(() => variables?.text(name));
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

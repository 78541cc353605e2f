import type { Properties } from '../resolver/properties.js';

/** The variables of `Environment`; one that cannot be known is left out and told. */
export function readEnvironment(properties: Properties): Readonly<Record<string, string>> {
  const variables = properties.inside('Environment')?.inside('Variables');
  return Object.fromEntries(
    (variables?.keys() ?? []).flatMap((name): [string, string][] => {
      const text = variables?.text(name);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

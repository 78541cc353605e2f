import { mapOf, type Properties, readProperties } from '../resolver/properties.js';
import type { Project } from '../template/project.js';

/** The variables of `Environment`; one that cannot be known is left out and told. */
export function readEnvironment(
  properties: Properties,
  project: Project,
  logicalId: string,
): Readonly<Record<string, string>> {
  const raw = mapOf(mapOf(properties.raw('Environment'))?.['Variables']);
  if (raw === undefined) return {};
  const path = ['Resources', logicalId, 'Properties', 'Environment', 'Variables'];
  const variables = readProperties(project, raw, path);
  return Object.fromEntries(
    Object.keys(raw).flatMap((name): [string, string][] => {
      const text = variables.text(name);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

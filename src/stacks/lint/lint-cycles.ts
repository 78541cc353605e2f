import { mapOf } from '../resolver/properties.js';
import type { Template } from '../template/parse-template.js';
import type { LintFinding } from './lint-finding.js';
import { attributesOf, referencesIn } from './references.js';

/**
 * Resources that need one another, which CloudFormation refuses. Resources with a condition, and references below `Fn::If`, are not looked
 * at: whether they count is known only when a stack is made.
 */
export function lintCycles(template: Template): readonly LintFinding[] {
  const needed = neededBy(template);
  const told = new Set<string>();
  return [...needed.keys()].flatMap((logicalId) => {
    const circle = told.has(logicalId) ? undefined : circleFrom(logicalId, needed);
    if (circle === undefined) return [];
    for (const member of circle) told.add(member);
    const names = [...circle, logicalId].map((member) => `"${member}"`).join(' → ');
    const text = `Circular dependency between resources, which AWS refuses: ${names}. Take one of the references out.`;
    return [{ place: template.locate(['Resources', logicalId]), isWrong: true, text }];
  });
}

type Needed = ReadonlyMap<string, readonly string[]>;

function neededBy({ content }: Template): Needed {
  const resources = Object.entries(mapOf(content['Resources']) ?? {}).flatMap(([logicalId, resource]) => {
    const map = mapOf(resource);
    return map === undefined || map['Condition'] !== undefined ? [] : [[logicalId, map] as const];
  });
  const ids = new Set(resources.map(([logicalId]) => logicalId));
  return new Map(
    resources.map(([logicalId, resource]) => {
      const { Type: type, Properties: properties } = resource;
      // The events of a function become resources that need it.
      const { Events: events, ...others } = mapOf(properties) ?? {};
      const own = type === 'AWS::Serverless::Function' ? others : { ...others, events };
      const references = [...attributesOf(resource, []), ...referencesIn(own, [])].filter(
        ({ kind, path }) => kind !== 'condition' && kind !== 'mapping' && !path.includes('Fn::If'),
      );
      return [logicalId, [...new Set(references.map(({ name }) => name))].filter((name) => ids.has(name))];
    }),
  );
}

/** The resources on the shortest way from `start` back to it, `start` first. */
function circleFrom(start: string, needed: Needed): readonly string[] | undefined {
  const seen = new Set<string>();
  let ways: readonly (readonly string[])[] = [[start]];
  while (ways.length > 0) {
    const next: (readonly string[])[] = [];
    for (const way of ways) {
      for (const name of needed.get(way.at(-1) ?? '') ?? []) {
        if (name === start) return way;
        if (seen.has(name)) continue;
        seen.add(name);
        next.push([...way, name]);
      }
    }
    ways = next;
  }
  return undefined;
}

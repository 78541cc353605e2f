import { limits } from '../../model/index.js';
import { mapOf, type Properties } from '../resolver/properties.js';
import { numberOf } from '../resolver/scalars.js';
import type { Project, ProjectResource } from '../template/project.js';

/** From and to (Lambda's API reference, CreateFunction). */
const ranges: readonly (readonly [property: string, least: number, most: number])[] = [
  ['Timeout', limits.timeoutSeconds.min, limits.timeoutSeconds.max],
  ['MemorySize', limits.memoryMb.min, limits.memoryMb.max],
];

/** Tells what AWS would refuse of a function's properties, and what changes nothing about how it runs here. */
export function tellOddProperties(
  properties: Properties,
  { logicalId }: ProjectResource,
  { template, tell }: Project,
): void {
  const tellAt = (key: string, problem: string): void => {
    const place = ['Resources', logicalId, 'Properties', key];
    tell(`${template.locate(place)}: "${place.join('.')}" ${problem}.`);
  };
  for (const [key, least, most] of ranges) {
    const number = numberOf(properties.raw(key));
    if (number !== undefined && (number < least || number > most)) {
      tellAt(key, `is ${number}; AWS takes ${least} to ${most}`);
    }
  }
  const variables = Object.keys(mapOf(properties.raw('Environment')) ?? {}).filter(isVariable);
  if (variables.length > 0) {
    tellAt('Environment', `has ${variables.map((name) => `"${name}"`).join(', ')} beside "Variables"; indent below it`);
  }
  const events = properties.raw('Events');
  if (events !== undefined && events !== null && mapOf(events) === undefined) {
    tellAt('Events', 'is no map; give each event a name, with its "Type" and "Properties" below');
  }
}

function isVariable(key: string): boolean {
  return key !== 'Variables' && key !== 'Ref' && !key.startsWith('Fn::');
}

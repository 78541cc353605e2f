import { suggestion } from '../../base/index.js';
import { mapOf } from '../resolver/properties.js';
import type { Template } from '../template/parse-template.js';
import { servedTypes, serviceOf } from './known-types.js';
import type { LintFinding } from './lint-finding.js';

/** Resources whose type is nearly one that is served, or none at all; each type is looked at once. */
export function unknownTypes(template: Template): readonly LintFinding[] {
  const problems = new Map<string, ((logicalId: string) => string) | undefined>();
  return Object.entries(mapOf(template.content['Resources']) ?? {}).flatMap(([logicalId, resource]) => {
    const type = mapOf(resource)?.['Type'];
    if (typeof type !== 'string' || servedTypes.has(type)) return [];
    if (!problems.has(type)) problems.set(type, problemOf(type));
    const text = problems.get(type)?.(logicalId);
    if (text === undefined) return [];
    return [{ place: template.locate(['Resources', logicalId, 'Type']), isWrong: true, text }];
  });
}

function problemOf(type: string): ((logicalId: string) => string) | undefined {
  const services = new Set([...servedTypes].map(serviceOf));
  const isServed = services.has(serviceOf(type));
  const isNear = isServed || !type.includes('::') || suggestion(serviceOf(type), [...services]) !== '';
  if (!isNear) return undefined;
  const guess = suggestion(type, [...servedTypes]);
  if (!isServed && !type.includes('::')) {
    return (logicalId) => `"${type}" of "${logicalId}" is no type of a resource.${guess}`;
  }
  if (!isServed && guess === '') return undefined;
  return (logicalId) => `AWS has no resource type "${type}" ("${logicalId}").${guess}`;
}

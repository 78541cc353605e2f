import { type ApiKey, stableId, type Throttle, type UsagePlan } from '../../../model/index.js';
import { mapOf } from '../../resolver/properties.js';
import type { Project } from '../../template/project.js';
import { planLimits, throttleOf } from '../plan-limits.js';
import { flagAt, listAt, mapAt, resolvedProperties, textAt, type Values } from '../values.js';
import type { Part } from './parts.js';

/** The usage plans that hold a stage of the API with that id, with their keys. */
export function usagePlansOf(id: string, project: Project): UsagePlan[] {
  const all = (type: string): Part[] =>
    [...project.resources.values()]
      .filter((resource) => resource.type === `AWS::ApiGateway::${type}`)
      .map((resource) => ({ logicalId: resource.logicalId, values: resolvedProperties(project, resource) }));
  const keys = new Map(all('ApiKey').map((part) => [part.logicalId, part.values]));
  const links = all('UsagePlanKey');
  return all('UsagePlan').flatMap(({ logicalId, values }) => {
    const held = (listAt(values, 'ApiStages') ?? []).flatMap((item) => {
      const stage = mapOf(item);
      return stage !== undefined && textAt(stage, 'ApiId') === id ? [stage] : [];
    });
    if (held.length === 0) return [];
    const stages = held.map((stage) => textAt(stage, 'Stage') ?? '');
    const methodThrottles = Object.fromEntries(held.map((stage) => [textAt(stage, 'Stage') ?? '', throttlesOf(stage)]));
    const own = links.filter((link) => textAt(link.values, 'UsagePlanId') === logicalId);
    const linked = own.flatMap((link) => {
      const keyId = textAt(link.values, 'KeyId') ?? '';
      const key = keys.get(keyId);
      return key === undefined ? [] : [apiKeyOf(keyId, key, project)];
    });
    const planId = stableId(`${project.scope}${logicalId}`, 6);
    return [{ id: planId, stages, keys: linked, methodThrottles, ...planLimits(values) }];
  });
}

/** `Throttle` of a plan's stage, by `/path/GET`. */
function throttlesOf(stage: Values): Record<string, Throttle> {
  return Object.fromEntries(
    Object.entries(mapAt(stage, 'Throttle') ?? {}).flatMap(([method, limits]) => {
      const throttle = throttleOf(mapOf(limits));
      return throttle === undefined ? [] : [[method, throttle] as const];
    }),
  );
}

/** A value that the template does not give is made up, always the same, and told. */
function apiKeyOf(logicalId: string, values: Values, { scope, tell }: Project): ApiKey {
  const stated = textAt(values, 'Value');
  const value = stated ?? stableId(`${scope}${logicalId} value`, 40);
  if (stated === undefined) tell(`The value of the API key "${textAt(values, 'Name') ?? logicalId}" is "${value}".`);
  return { id: stableId(`${scope}${logicalId}`, 10), value, enabled: flagAt(values, 'Enabled') ?? false };
}

import { type ApiKey, stableId, type UsagePlan } from '../../../model/index.js';
import { mapOf } from '../../resolver/properties.js';
import type { Project } from '../../template/project.js';
import { planLimits } from '../plan-limits.js';
import { flagAt, listAt, resolvedProperties, textAt, type Values } from '../values.js';
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
    const stages = (listAt(values, 'ApiStages') ?? []).flatMap((item) => {
      const stage = mapOf(item);
      return textAt(stage, 'ApiId') === id ? [textAt(stage, 'Stage') ?? ''] : [];
    });
    if (stages.length === 0) return [];
    const own = links.filter((link) => textAt(link.values, 'UsagePlanId') === logicalId);
    const held = own.flatMap((link) => {
      const keyId = textAt(link.values, 'KeyId') ?? '';
      const key = keys.get(keyId);
      return key === undefined ? [] : [apiKeyOf(keyId, key, project)];
    });
    return [{ id: stableId(`${project.scope}${logicalId}`, 6), stages, keys: held, ...planLimits(values) }];
  });
}

/** A value that the template does not give is made up, always the same, and told. */
function apiKeyOf(logicalId: string, values: Values, { scope, tell }: Project): ApiKey {
  const stated = textAt(values, 'Value');
  const value = stated ?? stableId(`${scope}${logicalId} value`, 40);
  if (stated === undefined) tell(`The value of the API key "${logicalId}" is "${value}".`);
  return { id: stableId(`${scope}${logicalId}`, 10), value, enabled: flagAt(values, 'Enabled') ?? false };
}

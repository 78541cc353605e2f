import { mapOf } from '../resolver/properties.js';
import { mapAt, type Service, type Values } from './service.js';

/** The user's own `resources`: one section, or several that are merged. */
export function resourceSections({ config }: Service): readonly Values[] {
  return [config['resources']].flat().map((part) => mapOf(part) ?? {});
}

/** A `Ref` to one of the user's own resources. */
export function isOwnReference(value: unknown, service: Service): boolean {
  const named = mapOf(value)?.['Ref'];
  return typeof named === 'string' && resourceSections(service).some((part) => named in mapAt(part, 'Resources'));
}

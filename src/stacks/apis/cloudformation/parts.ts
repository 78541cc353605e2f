import type { Project, ProjectResource } from '../../template/project.js';
import { resolvedProperties, textAt, type Values } from '../values.js';

/** A resource that belongs to an API, resolved. */
export interface Part {
  readonly logicalId: string;
  readonly values: Values;
}

/** The resources of a type whose `key` names the API of that id, in the order of the template. */
export function partsOf(project: Project, type: string, key: 'RestApiId' | 'ApiId', id: string): Part[] {
  return [...project.resources.values()]
    .filter((resource) => resource.type === type)
    .map((resource: ProjectResource) => ({
      logicalId: resource.logicalId,
      values: resolvedProperties(project, resource),
    }))
    .filter(({ values }) => textAt(values, key) === id);
}

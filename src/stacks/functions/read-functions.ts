import type { StackFunction } from '../../model/index.js';
import { functionTypes } from '../resolver/raw-resource.js';
import type { Project } from '../template/project.js';
import { attachedResources, type FunctionAttachments, joinAttachments } from './read-attachments.js';
import { readFunction } from './read-function.js';

/** Every function of the templates of a project file, with what other resources add to it. */
export function readFunctions(projects: readonly Project[]): StackFunction[] {
  const attached = projects.map(attachedResources);
  return projects.flatMap((project) =>
    [...project.resources.values()]
      .filter(({ type }) => functionTypes.has(type))
      .map((resource) => {
        const { attachments, ...read } = readFunction(resource, project);
        const others = attached.map((found) => found.get(read.name));
        return { ...read, ...shown(others.reduce<FunctionAttachments>(joinAttachments, attachments)) };
      }),
  );
}

function shown({ aliases, eventInvokeConfigs }: FunctionAttachments): Partial<FunctionAttachments> {
  return {
    ...(aliases.length > 0 && { aliases }),
    ...(eventInvokeConfigs.length > 0 && { eventInvokeConfigs }),
  };
}

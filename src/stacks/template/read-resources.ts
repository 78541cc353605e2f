import { UserError } from '../../base/index.js';
import { mapOf } from '../resolver/properties.js';
import { globalsFor, mergeGlobals, tellWrongGlobals } from './globals.js';
import type { Template } from './parse-template.js';
import type { ProjectResource } from './project.js';

/** A resource before it is known whether its condition is true. */
export interface DeclaredResource extends ProjectResource {
  readonly condition?: string;
}

/** Every resource of an expanded template with its globals, in the order of the template. */
export function readResources(
  template: Template,
  tell: (notice: string) => void,
): ReadonlyMap<string, DeclaredResource> {
  const resources = mapOf(template.content['Resources']);
  if (resources === undefined) {
    throw new UserError(`${template.locate(['Resources'])}: The template has no "Resources". Add the functions there.`);
  }
  tellWrongGlobals(template.content, tell);
  return new Map(
    Object.entries(resources)
      .filter(([logicalId]) => logicalId !== 'Fn::Transform')
      .map(([logicalId, resource]) => [logicalId, readResource(template, logicalId, mapOf(resource) ?? {})]),
  );
}

function readResource(template: Template, logicalId: string, raw: Readonly<Record<string, unknown>>): DeclaredResource {
  const { Type: type, Condition: condition } = raw;
  if (typeof type !== 'string') {
    throw new UserError(
      `${template.locate(['Resources', logicalId])}: The resource "${logicalId}" has no "Type". Name one, for instance AWS::Serverless::Function.`,
    );
  }
  return {
    logicalId,
    type,
    properties: mergeGlobals(globalsFor(type, template.content), mapOf(raw['Properties']) ?? {}, raw['IgnoreGlobals']),
    metadata: mapOf(raw['Metadata']) ?? {},
    ...(typeof condition === 'string' && { condition }),
  };
}

import path from 'node:path';
import { UserError } from '../../base/index.js';
import { readParameters } from '../resolver/parameters.js';
import { mapOf } from '../resolver/properties.js';
import type { PseudoParameters } from '../resolver/pseudo-parameters.js';
import { createResolver } from '../resolver/create-resolver.js';
import { createResourceReferences } from '../resolver/resource-references.js';
import { globalsFor, mergeGlobals } from './globals.js';
import type { Template } from './parse-template.js';
import type { Project, ProjectResource } from './project.js';

export interface OpenProjectOptions {
  readonly parameterOverrides: Readonly<Record<string, string>>;
  readonly pseudo: PseudoParameters;
  readonly tell: (notice: string) => void;
  readonly watch: (file: string) => void;
}

/** Makes a parsed template ready to be read. */
export function openProject(template: Template, options: OpenProjectOptions): Project {
  const { parameterOverrides, pseudo, tell, watch } = options;
  const declared = readResources(template);
  const resolver = createResolver({
    template,
    parameters: readParameters(template, parameterOverrides, tell),
    pseudo,
    references: (self) => createResourceReferences(declared, self, pseudo, tell),
  });
  const exists = ([logicalId]: readonly [string, ProjectResource]): boolean => {
    const condition = rawResource(template, logicalId)['Condition'];
    return typeof condition !== 'string' || resolver.condition(condition);
  };
  const resources = new Map([...declared].filter(exists));
  return { template, resolver, pseudo, tell, watch, resources, folder: path.dirname(template.file) };
}

function readResources(template: Template): ReadonlyMap<string, ProjectResource> {
  const resources = mapOf(template.content['Resources']);
  if (resources === undefined) {
    throw new UserError(`${template.locate(['Resources'])}: The template has no "Resources". Add the functions there.`);
  }
  return new Map(Object.keys(resources).map((logicalId) => [logicalId, readResource(template, logicalId)]));
}

function readResource(template: Template, logicalId: string): ProjectResource {
  const raw = rawResource(template, logicalId);
  const { Type: type } = raw;
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
  };
}

function rawResource(template: Template, logicalId: string): Readonly<Record<string, unknown>> {
  return mapOf(mapOf(template.content['Resources'])?.[logicalId]) ?? {};
}

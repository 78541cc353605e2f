import { suggestion, UserError } from '../../base/index.js';
import { mapOf } from '../resolver/properties.js';
import { globalsFor, mergeGlobals, tellWrongGlobals } from './globals.js';
import type { Template } from './parse-template.js';
import type { ProjectResource } from './project.js';
import { tellMisplaced } from './tell-misplaced.js';

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
    throw new UserError(`${template.locate(['Resources'])}: ${noResources(template)}`);
  }
  tellWrongGlobals(template.content, tell);
  return new Map(
    Object.entries(resources)
      .filter(([logicalId]) => logicalId !== 'Fn::Transform')
      .flatMap(([logicalId, resource]) => {
        const raw = mapOf(resource) ?? {};
        const declared = readResource(template, logicalId, raw);
        tellMisplaced(template, logicalId, raw, tell);
        if (declared !== undefined) return [[logicalId, declared] as const];
        tell(
          `${template.locate(['Resources', logicalId])}: The resource "${logicalId}" has no "Type". Name one, for instance AWS::Serverless::Function.`,
        );
        return [];
      }),
  );
}

function noResources({ content }: Template): string {
  if (Object.hasOwn(content, 'Resources')) return '"Resources" is no map of resources. Indent the functions below it.';
  const near = Object.keys(content).find((key) => suggestion(key, ['Resources']) !== '');
  const guess = near === undefined ? 'Add the functions there.' : `Rename "${near}".`;
  return `The template has no "Resources". ${guess}`;
}

function readResource(
  template: Template,
  logicalId: string,
  raw: Readonly<Record<string, unknown>>,
): DeclaredResource | undefined {
  const { Type: type, Condition: condition } = raw;
  if (typeof type !== 'string') return undefined;
  return {
    logicalId,
    type,
    properties: mergeGlobals(globalsFor(type, template.content), mapOf(raw['Properties']) ?? {}, raw['IgnoreGlobals']),
    metadata: mapOf(raw['Metadata']) ?? {},
    ...(typeof condition === 'string' && { condition }),
  };
}

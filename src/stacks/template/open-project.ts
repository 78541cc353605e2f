import { readFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf, UserError } from '../../base/index.js';
import { nestedTemplateFile } from '../nested/nested-location.js';
import { type Outputs, outputsOf } from '../nested/outputs.js';
import { createResolver } from '../resolver/create-resolver.js';
import { type ParameterValues, readParameters } from '../resolver/parameters.js';
import { mapOf, readProperties } from '../resolver/properties.js';
import type { PseudoParameters } from '../resolver/pseudo-parameters.js';
import { functionTypes, layerTypes, nestedTypes } from '../resolver/raw-resource.js';
import { createResourceReferences, type ResourceReferences } from '../resolver/resource-references.js';
import { Unresolved } from '../resolver/unresolved.js';
import type { Assets } from './assets.js';
import { expandTemplate } from './expand-template.js';
import { createIncludes } from './include.js';
import { parseTemplate, type Template } from './parse-template.js';
import type { LayerPlace, Project, ProjectResource } from './project.js';
import { readResources } from './read-resources.js';
import { tellTransforms } from './tell-transforms.js';

export interface OpenProjectOptions {
  /** Text as the user gave it, or what the template above passes down. */
  readonly parameters: ParameterValues;
  readonly pseudo: PseudoParameters;
  readonly scope: string;
  /** False for what is translated from another kind of project file. */
  readonly isSamLocal?: boolean;
  readonly tell: (notice: string) => void;
  readonly watch: (file: string) => void;
  readonly assets: Assets;
  readonly layers: Map<string, LayerPlace>;
  /** What the other stacks of the project file export. */
  readonly exported: (name: string) => unknown;
}

export interface OpenedProject extends Project {
  readonly outputs: Outputs;
}

/** Makes a parsed template ready to be read, and the templates that it nests on first use. */
export function openProject(written: Template, options: OpenProjectOptions): OpenedProject {
  const { pseudo, scope, isSamLocal = true, tell, watch, assets, layers, exported } = options;
  const folder = path.dirname(written.file);
  tellTransforms(written, tell);
  const template = expand(written, options);
  const declared = readResources(template, tell);
  const nested = new Map<string, OpenedProject | 'in progress' | undefined>();
  let references: ResourceReferences | undefined;
  const resolver = createResolver({
    template,
    parameters: readParameters(template, options.parameters, tell),
    pseudo,
    exported,
    tell,
    references: (self) =>
      (references = createResourceReferences({
        template,
        resources: declared,
        resolver: self,
        pseudo,
        scope,
        tell,
        nestedOutput: (logicalId, output) =>
          nestedProject(logicalId)?.outputs.value(output) ??
          new Unresolved(`the nested stack "${logicalId}" has no output "${output}"`),
      })),
  });
  const resources = new Map(
    [...declared].filter(([, { condition }]) => {
      const exists = condition === undefined || resolver.condition(condition);
      if (exists instanceof Unresolved) tell(`"${condition ?? ''}" is taken as false: ${exists.reason}.`);
      return exists === true;
    }),
  );
  const project: OpenedProject = {
    template,
    isSamLocal,
    resolver,
    pseudo,
    scope,
    tell,
    watch,
    resources,
    folder,
    assets,
    layers,
    outputs: outputsOf(template, resolver),
    functionName: (logicalId) => {
      const resource = resources.get(logicalId);
      return resource !== undefined && functionTypes.has(resource.type)
        ? references?.names.functionName(resource)
        : undefined;
    },
    children: () =>
      [...resources.values()]
        .filter(({ type }) => nestedTypes.has(type))
        .flatMap(({ logicalId }) => nestedProject(logicalId) ?? []),
  };

  function nestedProject(logicalId: string): OpenedProject | undefined {
    const known = nested.get(logicalId);
    if (known === 'in progress') throw new UserError(`The nested stack "${scope}${logicalId}" depends on itself.`);
    if (known !== undefined || nested.has(logicalId)) return known;
    const resource = resources.get(logicalId);
    nested.set(logicalId, 'in progress');
    const opened = resource && openNested(resource, project, options);
    nested.set(logicalId, opened);
    return opened;
  }

  for (const layer of resources.values()) {
    const arn = layerTypes.has(layer.type) ? references?.reference(layer.logicalId, []) : undefined;
    if (typeof arn === 'string') layers.set(arn, { layer, project });
  }
  return project;
}

/** As deep as CloudFormation's own quota would let nobody go by hand. */
const deepestNesting = 20;

function openNested(
  resource: ProjectResource,
  parent: Project,
  options: OpenProjectOptions,
): OpenedProject | undefined {
  const { logicalId } = resource;
  const properties = readProperties(parent, resource.properties, ['Resources', logicalId, 'Properties']);
  const file = nestedTemplateFile(resource, properties, parent);
  if (file === undefined) return undefined;
  const scope = `${parent.scope}${logicalId}/`;
  if (scope.split('/').length > deepestNesting) {
    throw new UserError(`The nested stacks "${scope}" do not end: "${file}" nests itself. Correct its "TemplateURL".`);
  }
  parent.watch(file);
  const names = Object.keys(mapOf(properties.raw('Parameters')) ?? {});
  const given = properties.inside('Parameters');
  const place = ['Resources', logicalId, 'Properties', 'Parameters'];
  const parameters = Object.fromEntries(
    names.map((name) => [name, parent.resolver.resolve(given?.raw(name), [...place, name])]),
  );
  const label = scope.replace(/\/$/, '');
  return openProject(parseTemplate(file, readText(file)), {
    ...options,
    parameters,
    scope,
    pseudo: { ...parent.pseudo, stackName: `${parent.pseudo.stackName}-${logicalId}` },
    tell: (notice) => {
      options.tell(notice.includes(file) ? notice : `In the nested stack "${label}": ${notice}`);
    },
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`The nested template "${file}" cannot be read: ${messageOf(error)}.`, { cause: error });
  }
}

/** Includes and loops may use parameters and mappings, and nothing that a resource gives. */
function expand(template: Template, { parameters, pseudo, watch }: OpenProjectOptions): Template {
  const onlyLater = new Unresolved('it is made by a resource, which is too late for an include or a loop');
  const resolver = createResolver({
    template,
    parameters: readParameters(template, parameters, () => undefined),
    pseudo,
    exported: () => undefined,
    tell: () => undefined,
    references: () => ({ reference: () => onlyLater, attribute: () => onlyLater }),
  });
  return expandTemplate(template, { resolver, includes: createIncludes(path.dirname(template.file), watch) });
}

import { suggestion } from '../../base/index.js';
import { mapOf } from '../resolver/properties.js';
import type { Template } from '../template/parse-template.js';
import type { TemplatePath } from '../template/template-part.js';
import { functionEvents, unknownEvent } from './known-types.js';
import { lintCycles } from './lint-cycles.js';
import type { LintFinding } from './lint-finding.js';
import { lintRoutes, lintSections } from './lint-shape.js';
import { attributesOf, type Reference, referencesIn } from './references.js';
import { unknownTypes } from './unknown-types.js';

/** Sections and types that are none, names that a template uses and does not have, routes that cannot be, and circles. */
export function lintTemplate(template: Template): readonly LintFinding[] {
  const resources = Object.entries(mapOf(template.content['Resources']) ?? {});
  return [
    ...lintSections(template),
    ...unknownTypes(template),
    ...resources.flatMap(([logicalId, resource]) => eventFindings(template, logicalId, mapOf(resource) ?? {})),
    ...referenceFindings(template),
    ...lintRoutes(template),
    ...lintCycles(template),
  ];
}

function eventFindings(
  template: Template,
  logicalId: string,
  { Type: owner, Properties: properties }: Readonly<Record<string, unknown>>,
): readonly LintFinding[] {
  if (owner !== 'AWS::Serverless::Function') return [];
  return Object.entries(mapOf(mapOf(properties)?.['Events']) ?? {}).flatMap(([name, event]) => {
    const type = mapOf(event)?.['Type'];
    if (typeof type !== 'string' || functionEvents.has(type)) return [];
    const place = template.locate(['Resources', logicalId, 'Properties', 'Events', name]);
    return [{ place, isWrong: true, text: unknownEvent(type, `${logicalId}.Events.${name}`) }];
  });
}

function referenceFindings(template: Template): readonly LintFinding[] {
  const { content } = template;
  const known = knownNames(content);
  const found = ['Globals', 'Conditions', 'Resources', 'Outputs'].flatMap((section) =>
    sectionReferences(content, section),
  );
  return found.flatMap(({ kind, name, path }) => {
    if (isKnown(kind, name, known)) return [];
    const { noun, names } = vocabulary[kind];
    const guess = suggestion(name, names(known)) || ' Correct the name, or declare it.';
    const text = `"${name}" is ${noun} of this template ("${shownPath(path)}").${guess}`;
    return [{ place: template.locate(path), isWrong: true, text, name }];
  });
}

function sectionReferences(content: Template['content'], section: string): readonly Reference[] {
  return Object.entries(mapOf(content[section]) ?? {}).flatMap(([name, declared]) => {
    const path: TemplatePath = [section, name];
    const map = mapOf(declared) ?? {};
    if (section === 'Conditions') return referencesIn(declared, path);
    // Metadata is for tools, whatever it looks like.
    const rest = Object.entries(map).filter(([key]) => key !== 'Metadata' && key !== 'Condition');
    return [...attributesOf(map, path), ...referencesIn(Object.fromEntries(rest), path)];
  });
}

/** Without the intrinsic function itself. */
function shownPath(path: TemplatePath): string {
  const isIntrinsic = /^(Ref$|Fn::)/.test(String(path.at(-1)));
  return path.slice(0, isIntrinsic ? -1 : path.length).join('.');
}

interface KnownNames {
  readonly parameters: readonly string[];
  readonly resources: readonly string[];
  readonly conditions: readonly string[];
  readonly mappings: readonly string[];
}

function knownNames(content: Template['content']): KnownNames {
  const keys = (section: string): readonly string[] => Object.keys(mapOf(content[section]) ?? {});
  return {
    parameters: keys('Parameters'),
    resources: keys('Resources'),
    conditions: keys('Conditions'),
    mappings: keys('Mappings'),
  };
}

/** Also what AWS makes: pseudo parameters, and resources of the SAM transform, whose names begin with their owner's. */
function isKnown(kind: Reference['kind'], name: string, known: KnownNames): boolean {
  switch (kind) {
    case 'condition':
      return known.conditions.includes(name);
    case 'mapping':
      return known.mappings.includes(name);
    case 'value':
      if (name.startsWith('AWS::') || known.parameters.includes(name)) return true;
      return isResource(name, known);
    case 'resource':
      return isResource(name, known);
  }
}

function isResource(name: string, { resources }: KnownNames): boolean {
  return /^Serverless(RestApi|HttpApi)/.test(name) || resources.some((resource) => name.startsWith(resource));
}

const vocabulary: Readonly<
  Record<Reference['kind'], { readonly noun: string; readonly names: (known: KnownNames) => readonly string[] }>
> = {
  value: {
    noun: 'neither a parameter nor a resource',
    names: ({ parameters, resources }) => [...parameters, ...resources],
  },
  resource: { noun: 'no resource', names: ({ resources }) => resources },
  condition: { noun: 'no condition', names: ({ conditions }) => conditions },
  mapping: { noun: 'no mapping', names: ({ mappings }) => mappings },
};

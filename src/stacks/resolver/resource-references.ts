import type { Template } from '../template/parse-template.js';
import type { TemplatePath } from '../template/template-part.js';
import { doorIdentities } from './door-identities.js';
import { lambdaIdentities } from './lambda-identities.js';
import { arnOf, namedResources } from './named-resources.js';
import type { PseudoParameters } from './pseudo-parameters.js';
import { nestedTypes, type RawResource } from './raw-resource.js';
import type { Resolver } from './resolver.js';
import { type ResourceNames, resourceNames } from './resource-identity.js';
import { generatedReferences } from './sam-generated.js';
import { Unresolved } from './unresolved.js';

/** What `Ref` and `Fn::GetAtt` of resources give; undefined when the template has no such resource. */
export interface ResourceReferences {
  reference(logicalId: string, path: TemplatePath): unknown;
  attribute(logicalId: string, attribute: string, path: TemplatePath): unknown;
  readonly names: ResourceNames;
}

export interface ReferencesInput {
  readonly template: Template;
  readonly resources: ReadonlyMap<string, RawResource>;
  readonly resolver: Resolver;
  readonly pseudo: PseudoParameters;
  readonly scope: string;
  readonly tell: (notice: string) => void;
  /** An output of a nested stack. */
  readonly nestedOutput: (logicalId: string, output: string) => unknown;
}

export function createResourceReferences(input: ReferencesInput): ResourceReferences {
  const { template, resources, resolver, pseudo, scope, tell, nestedOutput } = input;
  const { region, account } = pseudo;
  const resolving = new Set<string>();
  const names = resourceNames(pseudo, scope, ({ logicalId, properties }, property) => {
    const place = ['Resources', logicalId, 'Properties', property];
    const key = place.join('.');
    if (resolving.has(key)) {
      tell(`${template.locate(place)}: "${key}" depends on itself. Take the reference out of it.`);
      return undefined;
    }
    resolving.add(key);
    try {
      const value = resolver.resolve(properties[property], place);
      return typeof value === 'string' ? value : undefined;
    } finally {
      resolving.delete(key);
    }
  });
  const generated = generatedReferences(resources, names);
  const statedNameOf = (resource: RawResource, path: TemplatePath): string => {
    const property = namedResources.get(resource.type)?.nameProperty;
    const name = property === undefined ? undefined : names.text(resource, property);
    if (name !== undefined) return name;
    const isVariable = path.includes('Environment');
    if (isVariable || !resource.type.startsWith('AWS::EC2::')) {
      const remedy = isVariable ? ' Set what the function needs with --env-vars.' : '';
      tell(
        `"${path.join('.')}" refers to "${resource.logicalId}" (${resource.type}), whose name AWS makes up: "${resource.logicalId}" stands for it.${remedy}`,
      );
    }
    return resource.logicalId;
  };
  return {
    names,
    reference(logicalId, path) {
      const resource = resources.get(logicalId);
      if (resource === undefined) return generated.reference(logicalId);
      const identity = lambdaIdentities.get(resource.type) ?? doorIdentities.get(resource.type);
      if (identity !== undefined) return identity.reference(resource, names);
      if (nestedTypes.has(resource.type)) return names.arn('cloudformation', `stack/${scope}${logicalId}/0`);
      const stated = statedNameOf(resource, path);
      return namedResources.get(resource.type)?.reference?.(stated, region, account) ?? stated;
    },
    attribute(logicalId, attribute, path) {
      const resource = resources.get(logicalId);
      if (resource === undefined) {
        const value = generated.attribute(logicalId, attribute);
        return value ?? (generated.has(logicalId) ? onlyOnAws(`${logicalId}.${attribute}`) : undefined);
      }
      const { type } = resource;
      const identity = lambdaIdentities.get(type) ?? doorIdentities.get(type);
      if (identity !== undefined) {
        if (addresses.has(attribute)) {
          tell(
            `"${path.join('.')}" holds the address that AWS gives "${logicalId}". Set the local one, as the start prints it, with --env-vars.`,
          );
        }
        return identity.attribute?.(attribute, resource, names) ?? onlyOnAws(`${logicalId}.${attribute}`, type);
      }
      if (nestedTypes.has(type) && attribute.startsWith('Outputs.')) {
        return nestedOutput(logicalId, attribute.slice('Outputs.'.length));
      }
      const named = namedResources.get(type);
      if (attribute === 'Arn' && named !== undefined) {
        return arnOf(type, statedNameOf(resource, path), region, account);
      }
      return named?.nameAttributes?.includes(attribute) === true
        ? statedNameOf(resource, path)
        : onlyOnAws(`${logicalId}.${attribute}`, type);
    },
  };
}

const addresses: ReadonlySet<string> = new Set(['ApiEndpoint', 'FunctionUrl', 'DNSName']);

function onlyOnAws(what: string, type?: string): Unresolved {
  return new Unresolved(`"${what}"${type === undefined ? '' : ` (${type})`} is known only to AWS`);
}

import { formatFunctionArn, partitionOf, stableId } from '../../model/index.js';
import type { TemplatePath } from '../template/parse-template.js';
import type { PseudoParameters } from './pseudo-parameters.js';
import { arnOf, namedResources } from './named-resources.js';
import type { Resolver } from './resolver.js';
import { Unresolved } from './unresolved.js';

/** What `Ref` and `Fn::GetAtt` of resources give; undefined when the template has no such resource. */
export interface ResourceReferences {
  reference(logicalId: string, path: TemplatePath): unknown;
  attribute(logicalId: string, attribute: string, path: TemplatePath): unknown;
}

export interface RawResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

export function createResourceReferences(
  resources: ReadonlyMap<string, RawResource>,
  resolver: Resolver,
  pseudo: PseudoParameters,
  tell: (notice: string) => void,
): ResourceReferences {
  const { region, account } = pseudo;
  const nameOf = ({ logicalId, properties }: RawResource, property: string): string | undefined => {
    const name = resolver.resolve(properties[property], ['Resources', logicalId, 'Properties', property]);
    return typeof name === 'string' ? name : undefined;
  };
  const statedNameOf = (resource: RawResource, path: TemplatePath): string => {
    const property = namedResources.get(resource.type)?.nameProperty;
    const name = property === undefined ? undefined : nameOf(resource, property);
    if (name !== undefined) return name;
    tell(
      `"${path.join('.')}" refers to "${resource.logicalId}" (${resource.type}), whose name AWS makes up: "${resource.logicalId}" stands for it. ` +
        'Set what the function needs with --env-vars.',
    );
    return resource.logicalId;
  };
  return {
    reference(logicalId, path) {
      const resource = resources.get(logicalId);
      if (resource === undefined) return generatedBySam(logicalId, resources);
      if (functionTypes.has(resource.type)) return nameOf(resource, 'FunctionName') ?? logicalId;
      if (apiTypes.has(resource.type)) return stableId(logicalId, 10);
      if (layerTypes.has(resource.type)) return layerArn(logicalId, pseudo);
      if (stageTypes.has(resource.type)) return nameOf(resource, 'StageName') ?? logicalId;
      const stated = statedNameOf(resource, path);
      return namedResources.get(resource.type)?.reference?.(stated, region, account) ?? stated;
    },
    attribute(logicalId, attribute, path) {
      const resource = resources.get(logicalId);
      if (resource === undefined) return generatedAttribute(logicalId, attribute, resources, pseudo);
      if (functionTypes.has(resource.type) && attribute === 'Arn') {
        return formatFunctionArn({ region, account, name: nameOf(resource, 'FunctionName') ?? logicalId });
      }
      if (attribute === 'Arn' && namedResources.has(resource.type)) {
        return arnOf(resource.type, statedNameOf(resource, path), region, account);
      }
      if (attribute === 'RootResourceId') return stableId(`${stableId(logicalId, 10)} /`, 6);
      const isName = namedResources.get(resource.type)?.nameAttributes?.includes(attribute) === true;
      return isName
        ? statedNameOf(resource, path)
        : new Unresolved(`"${logicalId}.${attribute}" (${resource.type}) is known only to AWS`);
    },
  };
}

export const functionTypes = new Set(['AWS::Serverless::Function', 'AWS::Lambda::Function']);
export const layerTypes = new Set(['AWS::Serverless::LayerVersion', 'AWS::Lambda::LayerVersion']);
const apiTypes = new Set([
  'AWS::Serverless::Api',
  'AWS::Serverless::HttpApi',
  'AWS::ApiGateway::RestApi',
  'AWS::ApiGatewayV2::Api',
]);
const stageTypes = new Set(['AWS::ApiGateway::Stage', 'AWS::ApiGatewayV2::Stage']);

/** Layers of a template are found again by this ARN. */
export function layerArn(logicalId: string, { region, account }: PseudoParameters): string {
  return `arn:${partitionOf(region)}:lambda:${region}:${account}:layer:${logicalId}:1`;
}

/** Resources that no template names, because the SAM transform makes them. */
function generatedBySam(logicalId: string, resources: ReadonlyMap<string, RawResource>): unknown {
  if (logicalId === 'ServerlessRestApi' || logicalId === 'ServerlessHttpApi') return stableId(logicalId, 10);
  if (logicalId === 'ServerlessRestApiProdStage') return 'Prod';
  return isGeneratedRole(logicalId, resources) ? logicalId : undefined;
}

function generatedAttribute(
  logicalId: string,
  attribute: string,
  resources: ReadonlyMap<string, RawResource>,
  { region, account }: PseudoParameters,
): unknown {
  if (isGeneratedRole(logicalId, resources) && attribute === 'Arn') {
    return arnOf('AWS::IAM::Role', logicalId, region, account);
  }
  const isGenerated = generatedBySam(logicalId, resources) !== undefined;
  return isGenerated ? new Unresolved(`"${logicalId}.${attribute}" is known only to AWS`) : undefined;
}

function isGeneratedRole(logicalId: string, resources: ReadonlyMap<string, RawResource>): boolean {
  const owner = resources.get(logicalId.replace(/Role$/, ''));
  return logicalId.endsWith('Role') && owner !== undefined && functionTypes.has(owner.type);
}

import { apiId } from './door-identities.js';
import { functionArn, functionUrl } from './lambda-identities.js';
import type { ResourceNames } from './resource-identity.js';
import { functionTypes, type RawResource } from './raw-resource.js';
import { arnOf } from './named-resources.js';

/** The resources of a template that has no more than their owners: what `Ref` and `Fn::GetAtt` of what the SAM transform makes give. */
export interface GeneratedReferences {
  reference(logicalId: string): unknown;
  attribute(logicalId: string, attribute: string): unknown;
  /** Whether the transform makes a resource of that name. */
  has(logicalId: string): boolean;
}

export function generatedReferences(
  resources: ReadonlyMap<string, RawResource>,
  names: ResourceNames,
): GeneratedReferences {
  const owner = (logicalId: string, ending: RegExp, types: ReadonlySet<string>): RawResource | undefined => {
    const found = ending.test(logicalId) ? resources.get(logicalId.replace(ending, '')) : undefined;
    return found !== undefined && types.has(found.type) ? found : undefined;
  };
  const aliasOf = (resource: RawResource): string | undefined => names.text(resource, 'AutoPublishAlias');

  const reference = (logicalId: string): unknown => {
    if (logicalId === 'ServerlessRestApi' || logicalId === 'ServerlessHttpApi') return apiId(logicalId, names);
    if (logicalId === 'ServerlessRestApiProdStage') return 'Prod';
    if (logicalId === 'ServerlessHttpApiApiGatewayDefaultStage') return '$default';
    if (owner(logicalId, /Role$/, functionTypes) !== undefined) return logicalId;
    const withUrl = owner(logicalId, /Url$/, functionTypes);
    if (withUrl !== undefined) return functionArn(names.functionName(withUrl), names);
    // `Fn.Alias` and `Fn.Version` are SAM's own way of naming what AutoPublishAlias makes; `FnAliaslive` is its logical id.
    const published =
      owner(logicalId, /\.(?:Alias|Version)$/, functionTypes) ?? owner(logicalId, /Alias[A-Za-z0-9]+$/, functionTypes);
    if (published !== undefined) {
      const qualifier = logicalId.endsWith('.Version') ? '$LATEST' : aliasOf(published);
      return functionArn(names.functionName(published), names, qualifier);
    }
    const staged =
      owner(logicalId, /\.Stage$/, apiTypes) ?? owner(logicalId, /ApiGatewayDefaultStage$|Stage$/, apiTypes);
    if (staged !== undefined) return names.text(staged, 'StageName') ?? logicalId;
    const [stageOwner] = [...resources.values()].filter(
      (api) => apiTypes.has(api.type) && logicalId === `${api.logicalId}${names.text(api, 'StageName') ?? ''}Stage`,
    );
    if (stageOwner !== undefined) return names.text(stageOwner, 'StageName');
    return webSocketReference(logicalId, resources, names);
  };
  return {
    reference,
    has: (logicalId) => reference(logicalId) !== undefined,
    attribute(logicalId, attribute) {
      if (owner(logicalId, /Role$/, functionTypes) !== undefined && attribute === 'Arn') {
        return arnOf('AWS::IAM::Role', logicalId, names.region, names.account);
      }
      const withUrl = owner(logicalId, /Url$/, functionTypes);
      if (withUrl !== undefined && attribute === 'FunctionUrl') {
        return functionUrl(`${names.scope}${logicalId}`, names);
      }
      if (logicalId === 'ServerlessHttpApi' && attribute === 'ApiEndpoint') {
        return `https://${apiId(logicalId, names)}.execute-api.${names.region}.amazonaws.com`;
      }
      return undefined;
    },
  };
}

/** The stage and the `$connect` authorizer that SAM makes for an AWS::Serverless::WebSocketApi, and its routes and integrations. */
function webSocketReference(
  logicalId: string,
  resources: ReadonlyMap<string, RawResource>,
  names: ResourceNames,
): string | undefined {
  for (const api of resources.values()) {
    if (api.type !== 'AWS::Serverless::WebSocketApi' || !logicalId.startsWith(api.logicalId)) continue;
    const stage = names.text(api, 'StageName') ?? implicitStage;
    const ending = logicalId.slice(api.logicalId.length);
    if (ending === `${stage === implicitStage ? 'Default' : stage}Stage`) return stage;
    if (/^(?:ConnectAuthorizer|[A-Z][A-Za-z0-9]*(?:Route|Integration))$/.test(ending)) return logicalId;
  }
  return undefined;
}

/** SAM's stage of WebSocket APIs. */
const implicitStage = 'default';

const apiTypes = new Set(['AWS::Serverless::Api', 'AWS::Serverless::HttpApi']);

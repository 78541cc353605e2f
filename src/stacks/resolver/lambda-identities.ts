import { formatFunctionArn, LATEST, parseFunctionName, stableId } from '../../model/index.js';
import type { RawResource } from './raw-resource.js';
import type { ResourceIdentity, ResourceNames } from './resource-identity.js';

const lambdaFunction: ResourceIdentity = {
  reference: (resource, names) => names.functionName(resource),
  attribute: (name, resource, names) => (name === 'Arn' ? functionArn(names.functionName(resource), names) : undefined),
};

const layer: ResourceIdentity = {
  reference: ({ logicalId }, names) => layerArn(logicalId, names),
  attribute: (name, { logicalId }, names) => (name === 'LayerVersionArn' ? layerArn(logicalId, names) : undefined),
};

/** A template's version is the code as it is now, because here it changes with every save. */
const version: ResourceIdentity = {
  reference: (resource, names) => functionArn(targetOf(resource, 'FunctionName', names), names, LATEST),
  attribute: (name, resource, names) => {
    if (name === 'Version') return LATEST;
    return name === 'FunctionArn' ? version.reference(resource, names) : undefined;
  },
};

const alias: ResourceIdentity = {
  reference: (resource, names) =>
    functionArn(targetOf(resource, 'FunctionName', names), names, names.text(resource, 'Name') ?? resource.logicalId),
  attribute: (name, resource, names) => (name === 'AliasArn' ? alias.reference(resource, names) : undefined),
};

const url: ResourceIdentity = {
  reference: (resource, names) => functionArn(targetOf(resource, 'TargetFunctionArn', names), names),
  attribute: (name, resource, names) => {
    if (name === 'FunctionArn') return url.reference(resource, names);
    return name === 'FunctionUrl' ? functionUrl(`${names.scope}${resource.logicalId}`, names) : undefined;
  },
};

const named: ResourceIdentity = { reference: ({ logicalId }) => logicalId, attribute: () => undefined };

/** `AWS::Lambda::*` and what SAM makes them of. */
export const lambdaIdentities: ReadonlyMap<string, ResourceIdentity> = new Map([
  ['AWS::Serverless::Function', lambdaFunction],
  ['AWS::Lambda::Function', lambdaFunction],
  ['AWS::Serverless::LayerVersion', layer],
  ['AWS::Lambda::LayerVersion', layer],
  ['AWS::Lambda::Version', version],
  ['AWS::Lambda::Alias', alias],
  ['AWS::Lambda::Url', url],
  ['AWS::Lambda::Permission', named],
  ['AWS::Lambda::EventInvokeConfig', named],
  ['AWS::Lambda::EventSourceMapping', named],
  ['AWS::Lambda::LayerVersionPermission', named],
]);

export function functionArn(name: string, { region, account }: ResourceNames, qualifier?: string): string {
  return formatFunctionArn({ region, account, name, ...(qualifier !== undefined && { qualifier }) });
}

/** The address that AWS gives a function URL; its id is the one that Hearth serves. */
export function functionUrl(identity: string, { region }: ResourceNames): string {
  return `https://${stableId(identity, 32)}.lambda-url.${region}.on.aws/`;
}

/** Layers of a template are found again by this ARN. */
export function layerArn(logicalId: string, { arn, scope }: ResourceNames): string {
  return arn('lambda', `layer:${scope.replaceAll('/', '-')}${logicalId}:1`);
}

/** The name of the function that a property names by name or ARN. */
function targetOf(resource: RawResource, property: string, names: ResourceNames): string {
  const text = names.text(resource, property) ?? resource.logicalId;
  return parseFunctionName(text)?.name ?? text;
}

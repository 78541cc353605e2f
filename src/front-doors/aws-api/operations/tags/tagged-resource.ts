import {
  codeSigningConfigMissing,
  formatFunctionArn,
  functionNotFound,
  invalidParameterValue,
  resourceNotFound,
} from '../../../../model/index.js';
import { functionTarget, keyOf } from '../../function-target.js';
import type { OperationContext } from '../operation.js';

export type Tags = Readonly<Record<string, string>>;

/** Something that has tags: how they are read and replaced. */
export interface TaggedResource {
  readonly tags: Tags;
  /** Settles when the tags are durable. */
  replace(tags: Tags): Promise<unknown>;
}

/** The function, event source mapping or code signing configuration that the ARN names, with AWS's refusals (contract §4.11). */
export function taggedResource(arn: string, context: OperationContext): TaggedResource {
  const [, , , region = '', account = '', kind = '', id = ''] = arn.split(':');
  switch (kind) {
    case 'function':
      return taggedFunction(arn, context);
    case 'event-source-mapping':
      return taggedMapping(arn, { account, region }, id, context);
    case 'capacity-provider':
      return taggedCapacityProvider(arn, { account, region }, id, context);
    default:
      return taggedCodeSigningConfig(arn, { account, region }, id, context);
  }
}

function taggedFunction(arn: string, { functions, caller }: OperationContext): TaggedResource {
  const target = functionTarget({ functionName: arn, caller }, functions);
  if (target.qualifier !== undefined) {
    throw invalidParameterValue(
      'Tags on function aliases and versions are not supported. Please specify a function ARN.',
    );
  }
  const key = keyOf(target);
  const record = functions.find(key);
  if (record === undefined) throw functionNotFound(formatFunctionArn(key));
  return { tags: record.tags, replace: (tags) => functions.setOptions(key, { tags, newRevision: true }) };
}

type Locality = Readonly<Record<'account' | 'region', string>>;

function taggedMapping(arn: string, locality: Locality, uuid: string, { registry }: OperationContext): TaggedResource {
  const mapping = registry.mappings.get(locality, uuid);
  if (mapping === undefined) throw resourceNotFound(`Event source mapping not found: ${arn}`);
  return {
    tags: mapping.tags,
    replace: (tags) => registry.mappings.put(locality, uuid, { ...mapping, tags }),
  };
}

function taggedCodeSigningConfig(
  arn: string,
  locality: Locality,
  id: string,
  { registry }: OperationContext,
): TaggedResource {
  const config = registry.codeSigningConfigs.get(locality, id);
  if (config === undefined) throw codeSigningConfigMissing(arn);
  return {
    tags: config.tags,
    replace: (tags) => registry.codeSigningConfigs.put(locality, id, { ...config, tags }),
  };
}

function taggedCapacityProvider(
  arn: string,
  locality: Locality,
  name: string,
  { registry }: OperationContext,
): TaggedResource {
  const provider = registry.capacityProviders.get(locality, name);
  if (provider === undefined) throw resourceNotFound(`Capacity provider not found: ${arn}`);
  return {
    tags: provider.tags,
    replace: (tags) => registry.capacityProviders.put(locality, name, { ...provider, tags }),
  };
}

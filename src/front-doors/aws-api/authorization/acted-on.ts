import type { Statement } from '../../../identity/index.js';
import type { FunctionKey, Registry } from '../../../registry/index.js';
import type { Caller } from '../caller.js';
import { functionTarget, type FunctionTarget, keyOf } from '../function-target.js';
import { capacityProviderArn } from '../operations/capacity/existing-capacity-provider.js';
import { findCodeSigningConfig } from '../operations/code-signing/code-signing-arn.js';
import { layerArn, layerTarget, layerVersionArn, layerVersionIn } from '../operations/layers/layer-arn.js';
import { mappingArn } from '../operations/mappings/show-mapping.js';
import type { AskedInput } from './asked-input.js';
import { operationAccess } from './operation-access.js';

/** Something that an operation acts on, as policies see it. */
export type ActedOn =
  | { readonly function: FunctionTarget; readonly tags?: Tags | undefined }
  | {
      readonly arn: string;
      readonly account: string;
      readonly statements?: readonly Statement[] | undefined;
      readonly tags?: Tags | undefined;
      /** Of an event source mapping. */
      readonly mapped?: FunctionKey | undefined;
    };

type Tags = Readonly<Record<string, string>>;

/** What an operation acts on by its input. Throws what a name that cannot be read is refused with. */
export function actedOn(operation: string, input: AskedInput, caller: Caller, registry: Registry): readonly ActedOn[] {
  const whole = { arn: '*', account: caller.account };
  switch (operationAccess[operation] ?? 'nothing') {
    case 'function':
      return [functionNamed(input, caller, registry)];
    case 'function and code signing config':
      return [functionNamed(input, caller, registry), byArn(input.CodeSigningConfigArn ?? '', caller, registry)];
    case 'layer': {
      const layer = layerTarget(input.LayerName ?? '', caller);
      return [{ arn: layerArn(layer), account: layer.account }];
    }
    case 'layer version':
      return [layerVersionNamed(input, caller, registry)];
    case 'event source mapping': {
      const mapping = registry.mappings.get(caller, input.UUID ?? '');
      return [
        {
          arn: mappingArn({ ...caller, uuid: input.UUID ?? '' }),
          account: caller.account,
          tags: mapping?.tags,
          mapped: mapping?.target,
        },
      ];
    }
    case 'code signing config':
      return [byArn(input.CodeSigningConfigArn ?? '', caller, registry)];
    case 'capacity provider': {
      const name = input.CapacityProviderName?.split(':').at(-1) ?? '';
      const { tags } = registry.capacityProviders.get(caller, name) ?? {};
      return [{ arn: capacityProviderArn(caller, name), account: caller.account, tags }];
    }
    case 'durable execution':
      return [input.DurableExecutionArn === undefined ? whole : byArn(input.DurableExecutionArn, caller, registry)];
    case 'named by ARN':
      return [byArn(input.Resource ?? input.ResourceArn ?? '', caller, registry)];
    case 'nothing':
      return [whole];
  }
}

/** A version of a layer with its policy, which other accounts need. */
export function layerVersionNamed(
  { LayerName, VersionNumber, Arn }: AskedInput,
  caller: Caller,
  { layers }: Pick<Registry, 'layers'>,
): Exclude<ActedOn, { readonly function: FunctionTarget }> & { readonly isThere: boolean } {
  const asked =
    Arn === undefined
      ? { ...layerTarget(LayerName ?? '', caller), version: VersionNumber ?? 0 }
      : layerVersionIn(Arn, caller);
  const found = layers.find(asked, asked.layerName, asked.version);
  return {
    arn: layerVersionArn(asked),
    account: asked.account,
    statements: found?.policy?.statements,
    isThere: found !== undefined,
  };
}

function functionNamed({ FunctionName = '', Qualifier }: AskedInput, caller: Caller, registry: Registry): ActedOn {
  const target = functionTarget({ functionName: FunctionName, qualifier: Qualifier, caller }, registry.functions);
  return { function: target, tags: registry.functions.find(keyOf(target))?.tags };
}

function byArn(arn: string, caller: Caller, registry: Registry): ActedOn {
  const [, , , region = caller.region, account = caller.account, kind = '', id = ''] = arn.split(':');
  switch (kind) {
    case 'function':
      return arn.includes('/durable-execution/')
        ? { arn, account }
        : functionNamed({ FunctionName: arn }, caller, registry);
    case 'event-source-mapping':
      return { arn, account, tags: registry.mappings.get({ account, region }, id)?.tags };
    case 'capacity-provider':
      return { arn, account, tags: registry.capacityProviders.get({ account, region }, id)?.tags };
    case 'code-signing-config':
      return { arn, account, tags: findCodeSigningConfig(arn, { registry })?.tags };
    default:
      return { arn, account };
  }
}

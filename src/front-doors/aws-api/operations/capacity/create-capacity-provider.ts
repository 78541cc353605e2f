import { resourceConflict } from '../../../../model/index.js';
import { operation } from '../operation.js';
import { checkTags } from '../rules/tag-rules.js';
import { capacityProviderArn, type CapacityProviderInput, capacityProviderName } from './existing-capacity-provider.js';
import { showCapacityProvider } from './show-capacity-provider.js';

interface CreateCapacityProviderInput extends CapacityProviderInput {
  readonly VpcConfig: object;
  readonly PermissionsConfig: object;
  readonly InstanceRequirements?: object;
  readonly CapacityProviderScalingConfig?: object;
  readonly KmsKeyArn?: string;
  readonly PropagateTags?: object;
  readonly TelemetryConfig?: object;
  readonly Tags?: Readonly<Record<string, string>>;
}

/** Contract §4.16. Kept and shown; functions run in sandboxes of this machine all the same. */
export const createCapacityProvider = operation<CreateCapacityProviderInput>(async (input, context) => {
  const { registry, caller, clock } = context;
  const { Tags: tags = {} } = input;
  checkTags(tags);
  const notShown: readonly string[] = ['CapacityProviderName', 'Tags'];
  const settings = Object.fromEntries(Object.entries(input).filter(([member]) => !notShown.includes(member)));
  const name = capacityProviderName(input);
  if (registry.capacityProviders.get(caller, name) !== undefined) {
    throw resourceConflict(`Capacity provider already exists: ${capacityProviderArn(caller, name)}`);
  }
  const provider = { name, arn: capacityProviderArn(caller, name), lastModifiedMs: clock.now(), tags, settings };
  await registry.capacityProviders.put(caller, name, provider);
  return { status: 202, body: { CapacityProvider: showCapacityProvider(provider, 'Pending') } };
});

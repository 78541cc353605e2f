import { partitionOf, resourceNotFound } from '../../../../model/index.js';
import type { CapacityProvider, Locality } from '../../../../registry/index.js';
import type { OperationContext } from '../operation.js';

export interface CapacityProviderInput {
  /** Name or ARN. */
  readonly CapacityProviderName: string;
}

export function capacityProviderName({ CapacityProviderName }: CapacityProviderInput): string {
  return CapacityProviderName.split(':').at(-1) ?? '';
}

export function capacityProviderArn({ account, region }: Locality, name: string): string {
  return `arn:${partitionOf(region)}:lambda:${region}:${account}:capacity-provider:${name}`;
}

export function existingCapacityProvider(
  input: CapacityProviderInput,
  { registry, caller }: OperationContext,
): CapacityProvider {
  const name = capacityProviderName(input);
  const provider = registry.capacityProviders.get(caller, name);
  if (provider !== undefined) return provider;
  throw resourceNotFound(`Capacity provider not found: ${capacityProviderArn(caller, name)}`);
}

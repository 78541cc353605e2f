import { operation } from '../operation.js';
import { type CapacityProviderInput, existingCapacityProvider } from './existing-capacity-provider.js';
import { showCapacityProvider } from './show-capacity-provider.js';

/** Contract §4.16: 202 with the provider, which is gone then; no function can use one here. */
export const deleteCapacityProvider = operation<CapacityProviderInput>(async (input, context) => {
  const provider = existingCapacityProvider(input, context);
  await context.registry.capacityProviders.delete(context.caller, provider.name);
  return { status: 202, body: { CapacityProvider: showCapacityProvider(provider, 'Deleting') } };
});

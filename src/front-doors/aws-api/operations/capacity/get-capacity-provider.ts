import { operation } from '../operation.js';
import { type CapacityProviderInput, existingCapacityProvider } from './existing-capacity-provider.js';
import { showCapacityProvider } from './show-capacity-provider.js';

/** Contract §4.16. */
export const getCapacityProvider = operation<CapacityProviderInput>((input, context) => {
  return { status: 200, body: { CapacityProvider: showCapacityProvider(existingCapacityProvider(input, context)) } };
});

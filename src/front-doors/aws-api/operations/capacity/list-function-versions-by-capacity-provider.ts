import { operation } from '../operation.js';
import { type CapacityProviderInput, existingCapacityProvider } from './existing-capacity-provider.js';

/** Contract §4.16: none, for no function can be bound to a provider here. */
export const listFunctionVersionsByCapacityProvider = operation<CapacityProviderInput>((input, context) => {
  const { arn } = existingCapacityProvider(input, context);
  return { status: 200, body: { CapacityProviderArn: arn, FunctionVersions: [] } };
});

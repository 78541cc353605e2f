import { operation } from '../operation.js';
import { type CapacityProviderInput, existingCapacityProvider } from './existing-capacity-provider.js';
import { showCapacityProvider } from './show-capacity-provider.js';

interface UpdateCapacityProviderInput extends CapacityProviderInput {
  readonly CapacityProviderScalingConfig?: object;
  readonly PropagateTags?: object;
  readonly TelemetryConfig?: object;
}

/** Contract §4.16: what is left out stays. */
export const updateCapacityProvider = operation<UpdateCapacityProviderInput>(async (input, context) => {
  const { CapacityProviderScalingConfig, PropagateTags, TelemetryConfig } = input;
  const before = existingCapacityProvider(input, context);
  const settings = {
    ...before.settings,
    ...(CapacityProviderScalingConfig !== undefined && { CapacityProviderScalingConfig }),
    ...(PropagateTags !== undefined && { PropagateTags }),
    ...(TelemetryConfig !== undefined && { TelemetryConfig }),
  };
  const provider = { ...before, settings, lastModifiedMs: context.clock.now() };
  await context.registry.capacityProviders.put(context.caller, provider.name, provider);
  return { status: 202, body: { CapacityProvider: showCapacityProvider(provider) } };
});

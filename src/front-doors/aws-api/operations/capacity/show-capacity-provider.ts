import type { CapacityProvider } from '../../../../registry/index.js';

/** Contract §4.16; there is nothing here that a provider would have to wait for but its answer. */
export function showCapacityProvider(
  provider: CapacityProvider,
  state: 'Pending' | 'Active' | 'Deleting' = 'Active',
): Readonly<Record<string, unknown>> {
  return {
    CapacityProviderArn: provider.arn,
    State: state,
    ...provider.settings,
    LastModified: new Date(provider.lastModifiedMs).toISOString(),
  };
}

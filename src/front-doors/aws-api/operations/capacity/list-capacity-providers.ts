import { operation } from '../operation.js';
import { pageOf, type PageInput } from '../paging.js';
import { showCapacityProvider } from './show-capacity-provider.js';

/** Contract §4.16, by name; every one is Active. */
export const listCapacityProviders = operation<PageInput & { readonly State?: string }>(
  (input, { registry, caller }) => {
    const isWanted = input.State === undefined || input.State === 'Active';
    const providers = isWanted ? registry.capacityProviders.list(caller) : [];
    const { items, next } = pageOf(providers, ({ name }) => name, input);
    const body = {
      CapacityProviders: items.map((provider) => showCapacityProvider(provider)),
      ...(next !== undefined && { NextMarker: next }),
    };
    return { status: 200, body };
  },
);

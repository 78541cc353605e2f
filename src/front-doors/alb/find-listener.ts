import type { BalancerListener, LoadBalancer } from '../../model/index.js';
import { type BalancerAddress, hostLabel } from './address.js';

/** A listener and its load balancer. */
export interface FoundListener {
  readonly balancer: LoadBalancer;
  readonly listener: BalancerListener;
}

/** The listener at an address. */
export function findListener(balancers: readonly LoadBalancer[], address: BalancerAddress): FoundListener | undefined {
  for (const balancer of balancers) {
    const listener = balancer.listeners.find((one) =>
      'listenerId' in address ? one.id === address.listenerId : hostLabel(balancer, one) === address.label,
    );
    if (listener !== undefined) return { balancer, listener };
  }
  return undefined;
}

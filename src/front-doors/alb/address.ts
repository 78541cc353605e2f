import type { BalancerListener, LoadBalancer } from '../../model/index.js';

const pathPrefix = '/_aws/elb/';
const hostForm = /^([a-z0-9-]+)\.[a-z0-9-]+\.elb\./i;

/** The listener that a request is for, by id or by the first label of its host, and the path behind its address. */
export type BalancerAddress =
  { readonly listenerId: string; readonly path: string } | { readonly label: string; readonly path: string };

/**
 * - `/_aws/elb/<listener id>/…` on any host;
 * - `http://<load balancer>.<region>.elb.<any domain>/…`: its first listener, and with `-<port on AWS>` behind the name any other;
 * - undefined for every other request.
 */
export function readBalancerAddress(host: string, path: string): BalancerAddress | undefined {
  if (path.startsWith(pathPrefix)) {
    const [, listenerId = '', rest = '/'] = /^([^/]*)(\/.*)?$/s.exec(path.slice(pathPrefix.length)) ?? [];
    return { listenerId, path: rest };
  }
  const label = hostForm.exec(host)?.[1]?.toLowerCase();
  return label === undefined ? undefined : { label, path };
}

/** The path and the host of a listener, without scheme and port. */
export function balancerAddresses(
  balancer: LoadBalancer,
  listener: BalancerListener,
): { readonly path: string; readonly host: string } {
  const host = `${hostLabel(balancer, listener)}.${balancer.region}.elb.localhost`;
  return { path: `${pathPrefix}${listener.id}`, host };
}

/** The first label of a listener's host. */
export function hostLabel({ id, listeners }: LoadBalancer, listener: BalancerListener): string {
  return listener.id === listeners[0]?.id ? id : `${id}-${listener.port}`;
}

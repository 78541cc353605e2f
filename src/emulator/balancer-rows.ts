import type { DoorRow } from '../admin/index.js';
import { balancerAddresses } from '../front-doors/api-gateway/index.js';
import type { BalancerListener, BalancerRule, LoadBalancer } from '../model/index.js';
import { addressesOf } from './addresses-of.js';
import { shownFunction } from './shown-function.js';

/** Every rule of every listener: one row for each verb, path and function of it. */
export function balancerRows(
  balancers: readonly LoadBalancer[],
  baseUrl: string,
  ownUrl: (listenerId: string) => string | undefined,
): readonly DoorRow[] {
  return balancers.flatMap((balancer) =>
    balancer.listeners.flatMap((listener) => {
      const port = ownUrl(listener.id);
      const urls = {
        ...addressesOf(balancerAddresses(balancer, listener), baseUrl),
        ...(port !== undefined && { port }),
      };
      return listener.rules.flatMap((rule) => ruleRows(balancer, listener, rule, urls));
    }),
  );
}

function ruleRows(
  balancer: LoadBalancer,
  listener: BalancerListener,
  rule: BalancerRule,
  urls: DoorRow['urls'],
): DoorRow[] {
  const of = (field: 'http-request-method' | 'path-pattern', fallback: string): readonly string[] => {
    const condition = rule.conditions.find((one) => one.field === field);
    const values = condition === undefined || condition.field !== field ? [] : condition.values;
    return values.length === 0 ? [fallback] : values;
  };
  return of('http-request-method', 'ANY').flatMap((method) =>
    of('path-pattern', '/*').flatMap((path) =>
      functionsOf(rule).map((name): DoorRow => ({
        door: 'alb',
        logicalId: balancer.logicalId,
        apiId: balancer.id,
        stage: listener.logicalId,
        method,
        path,
        function: name,
        authorizer: rule.authentication?.type ?? null,
        urls,
      })),
    ),
  );
}

/** Null where no function answers. */
function functionsOf({ action }: BalancerRule): readonly (string | null)[] {
  if (action.type !== 'forward') return [null];
  return action.targets.map(({ group }) =>
    group.functionReference === undefined ? null : shownFunction(group.functionReference),
  );
}

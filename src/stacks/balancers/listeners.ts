import { type BalancerListener, type BalancerRule, stableId, type TargetGroup } from '../../model/index.js';
import { listAt, numberAt, resolvedProperties, textAt } from '../apis/values.js';
import type { Project } from '../template/project.js';
import { type ReadRule, readListenerRules } from './listener-rules.js';
import { readActions } from './rule-actions.js';
import { arnOfResource } from './target-groups.js';

/** A listener with its rules, and the load balancer that it belongs to. */
export interface ReadListener {
  readonly balancerArn: string;
  readonly listener: BalancerListener;
}

/** The listeners of every template, then one for each listener that rules name and that no template has. */
export function readListeners(projects: readonly Project[], groups: ReadonlyMap<string, TargetGroup>): ReadListener[] {
  const [main] = projects;
  if (main === undefined) return [];
  const rules = projects.flatMap((project) => readListenerRules(project, groups));
  const declared = projects.flatMap((project) => declaredListeners(project, groups));
  const known = new Set(declared.map(({ arn }) => arn));
  const elsewhere = [...new Set(rules.map(({ listenerArn }) => listenerArn ?? unknownArn))]
    .filter((arn) => !known.has(arn))
    .map((arn) => listenerElsewhere(arn, main));
  return [...declared, ...elsewhere].map(({ arn, balancerArn, listener }) => ({
    balancerArn,
    listener: { ...listener, rules: inOrder(arn, rules, listener, main) },
  }));
}

interface Found extends ReadListener {
  readonly arn: string;
}

/** Stands for every listener that only AWS knows. */
const unknownArn = 'ListenerOnAws';

function declaredListeners(project: Project, groups: ReadonlyMap<string, TargetGroup>): Found[] {
  return [...project.resources.values()]
    .filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::Listener')
    .flatMap((resource) => {
      const values = resolvedProperties(project, resource);
      const protocol = textAt(values, 'Protocol') ?? 'HTTP';
      const balancerArn = textAt(values, 'LoadBalancerArn') ?? unknownArn;
      const logicalId = `${project.scope}${resource.logicalId}`;
      if (protocol !== 'HTTP' && protocol !== 'HTTPS') return [];
      const rule = defaultRule(readActions(listAt(values, 'DefaultActions') ?? [], groups));
      const port = numberAt(values, 'Port') ?? (protocol === 'HTTPS' ? 443 : 80);
      const listener: BalancerListener = { id: listenerId(logicalId), logicalId, protocol, port, rules: [rule] };
      return [{ arn: arnOfResource(resource, project), balancerArn, listener }];
    });
}

/** A listener of another stack, as `alb` events of serverless.yml name it: what its default action is, only AWS knows. */
function listenerElsewhere(arn: string, { tell }: Project): Found {
  const name = /\/app\/([^/]+)\//.exec(arn)?.[1] ?? arn;
  tell(
    `The listener "${arn}" is not in this project: the rules for it are served as the load balancer "${name}", and what no rule takes is answered 404.`,
  );
  const missing = {
    type: 'fixed-response',
    statusCode: 404,
    body: 'No rule of this project takes the request.',
  } as const;
  const listener: BalancerListener = {
    id: listenerId(arn),
    logicalId: name,
    protocol: 'HTTP',
    port: 80,
    rules: [defaultRule({ action: missing })],
  };
  const balancerArn = arn.replace(/:listener\/(app\/[^/]+\/[^/]+)\/.*$/, ':loadbalancer/$1');
  return { arn, balancerArn, listener };
}

/** By priority; of two rules with the same one the first declared counts, and the start says so. */
function inOrder(
  arn: string,
  read: readonly ReadRule[],
  listener: BalancerListener,
  { tell }: Project,
): BalancerRule[] {
  const own = read.filter(({ listenerArn }) => (listenerArn ?? unknownArn) === arn).map(({ rule }) => rule);
  const byPriority = new Map<BalancerRule['priority'], BalancerRule>();
  for (const rule of own) {
    const earlier = byPriority.get(rule.priority);
    if (earlier === undefined) byPriority.set(rule.priority, rule);
    else {
      tell(
        `The listener rules "${earlier.logicalId}" and "${rule.logicalId}" both have the priority ${rule.priority}, which AWS refuses: the first one is served.`,
      );
    }
  }
  const sorted = [...byPriority.values()].toSorted((one, other) => Number(one.priority) - Number(other.priority));
  return [...sorted, ...listener.rules];
}

function defaultRule(actions: Pick<BalancerRule, 'action' | 'authentication'>): BalancerRule {
  return { logicalId: 'Default', priority: 'default', conditions: [], rewrites: [], ...actions };
}

function listenerId(logicalId: string): string {
  return stableId(logicalId, 16);
}

import type { BalancerRule, LoadBalancer, RuleAction, TargetGroup } from '../../src/model/index.js';

export type RuleSketch = Partial<BalancerRule>;

/** A group whose target is the function "Fn". */
export function targetGroup(sketch: Partial<TargetGroup> = {}): TargetGroup {
  return {
    arn: 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/Group/0123456789abcdef',
    logicalId: 'Group',
    functionReference: 'Fn',
    multiValueHeaders: false,
    ...sketch,
  };
}

export function forwardTo(sketch: Partial<TargetGroup> = {}): RuleAction {
  return { type: 'forward', targets: [{ group: targetGroup(sketch), weight: 1 }] };
}

/** A rule without conditions that forwards to `targetGroup()`. */
export function balancerRule(sketch: RuleSketch = {}): BalancerRule {
  return { logicalId: 'Rule', priority: 'default', conditions: [], rewrites: [], action: forwardTo(), ...sketch };
}

/** A load balancer whose only listener, `listener0000000000`, has these rules. */
export function loadBalancer(rules: readonly RuleSketch[], sketch: Partial<LoadBalancer> = {}): LoadBalancer {
  return {
    id: 'web-0123456789',
    logicalId: 'Web',
    region: 'eu-west-1',
    account: '123456789012',
    forwardedFor: 'append',
    showsClientPort: false,
    listeners: [
      { id: 'listener0000000000', logicalId: 'Http', protocol: 'HTTP', port: 80, rules: rules.map(balancerRule) },
    ],
    ...sketch,
  };
}

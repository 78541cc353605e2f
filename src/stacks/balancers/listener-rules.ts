import type { BalancerRule, RuleRewrite, TargetGroup } from '../../model/index.js';
import { listAt, mapAt, numberAt, resolvedProperties, textAt, type Values } from '../apis/values.js';
import { mapOf } from '../resolver/properties.js';
import type { Project, ProjectResource } from '../template/project.js';
import { readActions } from './rule-actions.js';
import { isExpression, readConditions } from './rule-conditions.js';

/** A rule and the listener that it is for; the ARN is undefined when only AWS knows it. */
export interface ReadRule {
  readonly listenerArn: string | undefined;
  readonly rule: BalancerRule;
}

/** The rules of a template; one that cannot be decided here is left out and told, for a rule without its conditions would take everything. */
export function readListenerRules(project: Project, groups: ReadonlyMap<string, TargetGroup>): ReadRule[] {
  return [...project.resources.values()]
    .filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::ListenerRule')
    .flatMap((resource) => readRule(resource, project, groups));
}

function readRule(resource: ProjectResource, project: Project, groups: ReadonlyMap<string, TargetGroup>): ReadRule[] {
  const values = resolvedProperties(project, resource);
  const logicalId = `${project.scope}${resource.logicalId}`;
  const priority = numberAt(values, 'Priority');
  const read = readConditions(listAt(values, 'Conditions') ?? []);
  const leaveOut = (problem: string): ReadRule[] => {
    project.tell(`The listener rule "${logicalId}" is left out: ${problem}.`);
    return [];
  };
  if ('problem' in read) return leaveOut(read.problem);
  if (priority === undefined) return leaveOut('it has no "Priority"');
  const rewrites = rewritesOf(values);
  const wrong = rewrites.find(({ regex }) => !isExpression(regex));
  if (wrong !== undefined) return leaveOut(`"${wrong.regex}" is no regular expression`);
  const actions = listAt(values, 'Actions') ?? [];
  const rule: BalancerRule = {
    logicalId,
    priority,
    conditions: read.conditions,
    rewrites,
    ...readActions(actions, groups),
  };
  return [{ listenerArn: textAt(values, 'ListenerArn'), rule }];
}

/** `Transforms` of the types `host-header-rewrite` and `url-rewrite`. */
function rewritesOf(values: Values): RuleRewrite[] {
  return (listAt(values, 'Transforms') ?? []).flatMap((entry) => {
    const transform = mapOf(entry);
    const isHost = textAt(transform, 'Type') === 'host-header-rewrite';
    const config = mapAt(transform, isHost ? 'HostHeaderRewriteConfig' : 'UrlRewriteConfig');
    return (listAt(config, 'Rewrites') ?? []).flatMap((rewrite) => {
      const regex = textAt(mapOf(rewrite), 'Regex');
      const replace = textAt(mapOf(rewrite), 'Replace') ?? '';
      return regex === undefined ? [] : [{ part: isHost ? 'host' : 'url', regex, replace } as const];
    });
  });
}

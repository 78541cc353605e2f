import type { TargetGroup, TargetHealthCheck } from '../../model/index.js';
import { flagAt, listAt, mapAt, numberAt, resolvedProperties, textAt, type Values } from '../apis/values.js';
import { mapOf } from '../resolver/properties.js';
import { textOf } from '../resolver/scalars.js';
import type { Project, ProjectResource } from '../template/project.js';

/** Every target group of the project file, by ARN: rules of one template may name those of another. */
export function readTargetGroups(projects: readonly Project[]): ReadonlyMap<string, TargetGroup> {
  return new Map(
    projects.flatMap((project) =>
      [...project.resources.values()]
        .filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::TargetGroup')
        .map((resource) => readTargetGroup(resource, project))
        .map((group) => [group.arn, group] as const),
    ),
  );
}

/** The ARN by which other resources name this one. */
export function arnOfResource({ logicalId }: ProjectResource, { resolver }: Project): string {
  return textOf(resolver.resolve({ Ref: logicalId }, ['Resources', logicalId])) ?? logicalId;
}

/** `[{Key, Value}]` as a map. */
export function attributesOf(values: Values, key: string): ReadonlyMap<string, string> {
  return new Map(
    (listAt(values, key) ?? []).map((entry) => {
      const pair = mapOf(entry);
      return [textAt(pair, 'Key') ?? '', textAt(pair, 'Value') ?? ''];
    }),
  );
}

function readTargetGroup(resource: ProjectResource, project: Project): TargetGroup {
  const values = resolvedProperties(project, resource);
  const logicalId = `${project.scope}${resource.logicalId}`;
  const attributes = attributesOf(values, 'TargetGroupAttributes');
  const functionReference = targetOf(values, logicalId, project);
  const healthCheck = healthCheckOf(values);
  return {
    arn: arnOfResource(resource, project),
    logicalId,
    multiValueHeaders: attributes.get('lambda.multi_value_headers.enabled')?.toLowerCase() === 'true',
    ...(functionReference !== undefined && { functionReference }),
    ...(healthCheck !== undefined && { healthCheck }),
  };
}

function targetOf(values: Values, logicalId: string, { tell }: Project): string | undefined {
  const type = textAt(values, 'TargetType') ?? 'instance';
  if (type !== 'lambda') {
    tell(
      `The target group "${logicalId}" has targets of type "${type}", which only AWS has: its requests are answered 503.`,
    );
    return undefined;
  }
  const id = textAt(mapOf(listAt(values, 'Targets')?.[0]), 'Id');
  if (id === undefined) {
    tell(`The target group "${logicalId}" has no function that is known here: its requests are answered 503.`);
  }
  return id;
}

/** Off unless it is switched on, as for every group of type `lambda`; the defaults are those of that type. */
function healthCheckOf(values: Values): TargetHealthCheck | undefined {
  if (flagAt(values, 'HealthCheckEnabled') !== true) return undefined;
  const matcher = mapAt(values, 'Matcher');
  return {
    path: textAt(values, 'HealthCheckPath') ?? '/',
    intervalSeconds: numberAt(values, 'HealthCheckIntervalSeconds') ?? 35,
    timeoutSeconds: numberAt(values, 'HealthCheckTimeoutSeconds') ?? 30,
    healthyThreshold: numberAt(values, 'HealthyThresholdCount') ?? 5,
    unhealthyThreshold: numberAt(values, 'UnhealthyThresholdCount') ?? 2,
    matcher: textAt(matcher, 'HttpCode') ?? '200',
  };
}

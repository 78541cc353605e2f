import { mapOf } from '../../resolver/properties.js';
import { listAt, mapAt, normalized, present, type Service, type Values, wordOf, wordsOf } from '../service.js';
import type { ServiceEvent } from './service-events.js';

/** A target group and a listener rule for each `alb` event (Serverless Framework, "Application Load Balancer"). */
export function albResources(events: readonly ServiceEvent[], service: Service): Values {
  const resources: Record<string, unknown> = {};
  for (const event of events.filter(({ type }) => type === 'alb')) {
    const { values } = event;
    const priority = wordOf(values['priority'], '1');
    const isMultiValue = values['multiValueHeaders'] === true;
    const kind = isMultiValue ? 'MultiValueTargetGroup' : 'TargetGroup';
    const group = `${normalized(event.functionKey)}Alb${kind}${balancerOf(values['listenerArn']) ?? priority}`;
    resources[group] = {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: {
        TargetType: 'lambda',
        Targets: [{ Id: { 'Fn::GetAtt': [event.functionId, 'Arn'] } }],
        TargetGroupAttributes: [{ Key: 'lambda.multi_value_headers.enabled', Value: String(isMultiValue) }],
        ...healthCheck(values['healthCheck']),
      },
    };
    resources[`${normalized(event.functionKey)}AlbListenerRule${priority}`] = {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: {
        ListenerArn: values['listenerArn'],
        Priority: values['priority'],
        Conditions: ruleConditions(mapAt(values, 'conditions')),
        Actions: [...authentication(values, service), { Type: 'forward', TargetGroupArn: { Ref: group } }],
      },
    };
  }
  return resources;
}

/** What Serverless tells target groups apart by: the id in the listener's ARN, or the listener's logical id. */
function balancerOf(listenerArn: unknown): string | undefined {
  if (typeof listenerArn === 'string') return /:listener\/app\/[^/]+\/([^/]+)\//.exec(listenerArn)?.[1];
  const reference = mapOf(listenerArn)?.['Ref'];
  return typeof reference === 'string' ? reference : undefined;
}

/** `healthCheck: true` or a map; off where there is none. */
function healthCheck(given: unknown): Values {
  const values = mapOf(given) ?? {};
  if (given === undefined || given === false || values['enabled'] === false) return {};
  return present({
    HealthCheckEnabled: true,
    HealthCheckPath: values['path'],
    HealthCheckIntervalSeconds: values['intervalSeconds'],
    HealthCheckTimeoutSeconds: values['timeoutSeconds'],
    HealthyThresholdCount: values['healthyThresholdCount'],
    UnhealthyThresholdCount: values['unhealthyThresholdCount'],
    Matcher: present({ HttpCode: mapAt(values, 'matcher')['httpCode'] }),
  });
}

/** The authorizers that an event names are declared in `provider.alb.authorizers`; one that is not is as strict as one that is. */
function authentication(values: Values, { provider }: Service): Values[] {
  return wordsOf(values['authorizer']).map((name) => {
    const declared = mapAt(mapAt(mapAt(provider, 'alb'), 'authorizers'), name);
    const isCognito = declared['type'] === 'cognito';
    return {
      Type: isCognito ? 'authenticate-cognito' : 'authenticate-oidc',
      [isCognito ? 'AuthenticateCognitoConfig' : 'AuthenticateOidcConfig']: present({
        OnUnauthenticatedRequest: declared['onUnauthenticatedRequest'],
      }),
    };
  });
}

function ruleConditions(conditions: Values): Values[] {
  const valuesOf = (key: string): unknown[] => [conditions[key]].flat().filter((value) => value !== undefined);
  const simple = { path: 'path-pattern', host: 'host-header', method: 'http-request-method', ip: 'source-ip' } as const;
  const named = {
    path: 'PathPatternConfig',
    host: 'HostHeaderConfig',
    method: 'HttpRequestMethodConfig',
    ip: 'SourceIpConfig',
  } as const;
  const plain = (['path', 'host', 'method', 'ip'] as const).flatMap((key) =>
    valuesOf(key).length === 0 ? [] : [{ Field: simple[key], [named[key]]: { Values: valuesOf(key) } }],
  );
  const headers = valuesOf('header').map((header) => ({
    Field: 'http-header',
    HttpHeaderConfig: { HttpHeaderName: mapOf(header)?.['name'], Values: listAt(mapOf(header), 'values') },
  }));
  const query = Object.entries(mapAt(conditions, 'query')).map(([Key, Value]) => ({ Key, Value }));
  const queries = query.length === 0 ? [] : [{ Field: 'query-string', QueryStringConfig: { Values: query } }];
  return [...plain, ...headers, ...queries];
}

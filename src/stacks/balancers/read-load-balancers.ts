import { type BalancerListener, type LoadBalancer, stableId } from '../../model/index.js';
import { resolvedProperties, textAt } from '../apis/values.js';
import type { Project } from '../template/project.js';
import { type ReadListener, readListeners } from './listeners.js';
import { arnOfResource, attributesOf, readTargetGroups } from './target-groups.js';

/** Every application load balancer of the project file that has a listener; those of rules whose listener lies elsewhere come last. */
export function readLoadBalancers(projects: readonly Project[]): LoadBalancer[] {
  const [main] = projects;
  if (main === undefined) return [];
  const listeners = readListeners(projects, readTargetGroups(projects));
  const declared = projects.flatMap((project) => declaredBalancers(project));
  const known = new Set(declared.map(({ arn }) => arn));
  const elsewhere = [...new Set(listeners.map(({ balancerArn }) => balancerArn).filter((arn) => !known.has(arn)))].map(
    (arn) => ({ arn, balancer: balancerOf(nameIn(arn), main) }),
  );
  return [...declared, ...elsewhere].flatMap(({ arn, balancer }) => {
    const own = listeners.filter(({ balancerArn }) => balancerArn === arn).map(({ listener }) => listener);
    return own.length === 0 ? [] : [{ ...balancer, listeners: own }];
  });
}

interface Declared {
  readonly arn: string;
  readonly balancer: LoadBalancer;
}

function declaredBalancers(project: Project): Declared[] {
  return [...project.resources.values()]
    .filter(({ type }) => type === 'AWS::ElasticLoadBalancingV2::LoadBalancer')
    .flatMap((resource) => {
      const values = resolvedProperties(project, resource);
      const type = textAt(values, 'Type') ?? 'application';
      if (type !== 'application') return [];
      const attributes = attributesOf(values, 'LoadBalancerAttributes');
      const mode = attributes.get('routing.http.xff_header_processing.mode');
      const balancer: LoadBalancer = {
        ...balancerOf(`${project.scope}${resource.logicalId}`, project),
        forwardedFor: mode === 'preserve' || mode === 'remove' ? mode : 'append',
        showsClientPort: attributes.get('routing.http.xff_client_port.enabled') === 'true',
      };
      return [{ arn: arnOfResource(resource, project), balancer }];
    });
}

function balancerOf(logicalId: string, { pseudo }: Project): LoadBalancer {
  const label = logicalId
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 32);
  const noListeners: readonly BalancerListener[] = [];
  return {
    id: `${label}-${stableId(logicalId, 10)}`,
    logicalId,
    region: pseudo.region,
    account: pseudo.account,
    listeners: noListeners,
    forwardedFor: 'append',
    showsClientPort: false,
  };
}

/** `arn:…:loadbalancer/app/my-balancer/50dc6c495c0c9188` → `my-balancer`; what is no ARN names itself. */
function nameIn(arn: ReadListener['balancerArn']): string {
  return /\/app\/([^/]+)\//.exec(arn)?.[1] ?? arn;
}

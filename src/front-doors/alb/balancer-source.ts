import type { LoadBalancer, TargetGroup } from '../../model/index.js';
import type { ServiceCaller } from '../permissions/index.js';

/** What a target group is to the policy of its function (Elastic Load Balancing, "Lambda functions as targets"). */
export function balancerSource({ arn }: TargetGroup, { account }: Pick<LoadBalancer, 'account'>): ServiceCaller {
  return { service: 'elasticloadbalancing.amazonaws.com', sourceArn: arn, sourceAccount: account };
}

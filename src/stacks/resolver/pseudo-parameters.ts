import { partitionOf } from '../../model/index.js';
import { noValue } from './unresolved.js';

export interface PseudoParameters {
  readonly region: string;
  readonly account: string;
  readonly stackName: string;
}

/** `AWS::Region` and its like (http contract §7.7). */
export function pseudoParameters({ region, account, stackName }: PseudoParameters): ReadonlyMap<string, unknown> {
  const partition = partitionOf(region);
  return new Map<string, unknown>([
    ['AWS::AccountId', account],
    ['AWS::Region', region],
    ['AWS::Partition', partition],
    ['AWS::URLSuffix', partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com'],
    ['AWS::StackName', stackName],
    ['AWS::StackId', `arn:${partition}:cloudformation:${region}:${account}:stack/${stackName}/${localStackId}`],
    ['AWS::NotificationARNs', []],
    ['AWS::NoValue', noValue],
  ]);
}

/** Nothing is deployed, so the id is a constant. */
const localStackId = '00000000-0000-0000-0000-000000000000';

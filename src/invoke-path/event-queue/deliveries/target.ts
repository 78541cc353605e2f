import { UserError } from '../../../base/index.js';

/** The parts of a target's ARN; buckets name neither region nor account. */
export interface TargetArn {
  readonly arn: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  /** All behind the account: `my-queue`, `event-bus/mine`, `function:name:alias`. */
  readonly resource: string;
}

export function parseTarget(arn: string): TargetArn {
  const [prefix, , service = '', region = '', account = '', ...rest] = arn.split(':');
  const resource = rest.join(':');
  if (prefix === 'arn' && resource !== '') return { arn, service, region, account, resource };
  throw new UserError(`"${arn}" is no ARN. Name a queue, a topic, an event bus, a bucket or a function by its ARN.`);
}

interface JsonProtocol {
  /** What stands before the action in `X-Amz-Target`. */
  readonly target: string;
  readonly contentType: string;
}

const json = (version: '1.0' | '1.1', target: string): JsonProtocol => ({
  target,
  contentType: `application/x-amz-json-${version}`,
});

/**
 * The services whose actions API Gateway calls with JSON and a target of its own making. EventBridge (`events`) is not one: its users map the
 * header themselves, as AWS's own examples do; SQS and SNS are called with a query.
 */
export const jsonProtocols: ReadonlyMap<string, JsonProtocol> = new Map([
  ['dynamodb', json('1.0', 'DynamoDB_20120810')],
  ['firehose', json('1.1', 'Firehose_20150804')],
  ['kinesis', json('1.1', 'Kinesis_20131202')],
  ['kms', json('1.1', 'TrentService')],
  ['logs', json('1.1', 'Logs_20140328')],
  ['secretsmanager', json('1.1', 'secretsmanager')],
  ['ssm', json('1.1', 'AmazonSSM')],
  ['states', json('1.0', 'AWSStepFunctions')],
  ['sync-states', json('1.0', 'AWSStepFunctions')],
]);

/** The services whose actions come in a query, or in a form: what else a body holds says nothing to them. */
export const queryServices: ReadonlySet<string> = new Set([
  'autoscaling',
  'cloudformation',
  'ec2',
  'elasticloadbalancing',
  'email',
  'iam',
  'monitoring',
  'rds',
  'ses',
  'sns',
  'sqs',
  'sts',
]);

export const formType = 'application/x-www-form-urlencoded';

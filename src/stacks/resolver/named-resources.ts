import { partitionOf } from '../../model/index.js';

interface NamedResource {
  /** The property by which a template names the resource. */
  readonly nameProperty: string;
  /** The part of the ARN after the account. */
  readonly arnTail: (name: string) => string;
  readonly service: string;
  /** False where ARNs have neither region nor account (`s3`), or no region (`iam`). */
  readonly regional?: 'neither' | 'account-only';
  /** What `Ref` gives, where it is not the name. */
  readonly reference?: (name: string, region: string, account: string) => string;
  /** Attributes that are the name again. */
  readonly nameAttributes?: readonly string[];
}

/** Neighbours whose name a template may state, so that `Ref` and `Arn` follow from it (CloudFormation's "Return values"). */
export const namedResources: ReadonlyMap<string, NamedResource> = new Map<string, NamedResource>([
  ['AWS::DynamoDB::Table', { nameProperty: 'TableName', service: 'dynamodb', arnTail: (name) => `table/${name}` }],
  [
    'AWS::Serverless::SimpleTable',
    { nameProperty: 'TableName', service: 'dynamodb', arnTail: (name) => `table/${name}` },
  ],
  ['AWS::S3::Bucket', { nameProperty: 'BucketName', service: 's3', arnTail: (name) => name, regional: 'neither' }],
  [
    'AWS::SQS::Queue',
    {
      nameProperty: 'QueueName',
      service: 'sqs',
      arnTail: (name) => name,
      reference: (name, region, account) => `https://sqs.${region}.amazonaws.com/${account}/${name}`,
      nameAttributes: ['QueueName'],
    },
  ],
  [
    'AWS::SNS::Topic',
    {
      nameProperty: 'TopicName',
      service: 'sns',
      arnTail: (name) => name,
      reference: (name, region, account) => arnOf('AWS::SNS::Topic', name, region, account),
      nameAttributes: ['TopicName'],
    },
  ],
  ['AWS::Kinesis::Stream', { nameProperty: 'Name', service: 'kinesis', arnTail: (name) => `stream/${name}` }],
  ['AWS::Events::EventBus', { nameProperty: 'Name', service: 'events', arnTail: (name) => `event-bus/${name}` }],
  ['AWS::Logs::LogGroup', { nameProperty: 'LogGroupName', service: 'logs', arnTail: (name) => `log-group:${name}:*` }],
  [
    'AWS::StepFunctions::StateMachine',
    {
      nameProperty: 'StateMachineName',
      service: 'states',
      arnTail: (name) => `stateMachine:${name}`,
      reference: (name, region, account) => arnOf('AWS::StepFunctions::StateMachine', name, region, account),
      nameAttributes: ['Name'],
    },
  ],
  [
    'AWS::Serverless::StateMachine',
    {
      nameProperty: 'Name',
      service: 'states',
      arnTail: (name) => `stateMachine:${name}`,
      reference: (name, region, account) => arnOf('AWS::Serverless::StateMachine', name, region, account),
      nameAttributes: ['Name'],
    },
  ],
  [
    'AWS::IAM::Role',
    { nameProperty: 'RoleName', service: 'iam', arnTail: (name) => `role/${name}`, regional: 'account-only' },
  ],
]);

/** The ARN of a resource of one of these types. */
export function arnOf(type: string, name: string, region: string, account: string): string {
  const { service = '', arnTail = (tail: string) => tail, regional } = namedResources.get(type) ?? {};
  const place = regional === 'neither' ? ':' : regional === 'account-only' ? `:${account}` : `${region}:${account}`;
  return `arn:${partitionOf(region)}:${service}:${place}:${arnTail(name)}`;
}

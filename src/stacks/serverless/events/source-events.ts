import { present, type Values } from '../service.js';
import type { ServiceEvent } from './service-events.js';

type ToSam = (event: ServiceEvent) => readonly [type: string, properties: Values];

/** Events that are no doors, as SAM names them, so that both project files lead to the same sources. */
const translations: Readonly<Record<string, ToSam>> = {
  schedule: ({ text, values }) => [
    'Schedule',
    present({
      Schedule: text ?? [values['rate']].flat()[0],
      Input: values['input'] === undefined ? undefined : JSON.stringify(values['input']),
      Enabled: values['enabled'],
      Name: values['name'],
    }),
  ],
  sqs: ({ text, values }) => [
    'SQS',
    present({
      Queue: text ?? values['arn'],
      BatchSize: values['batchSize'],
      MaximumBatchingWindowInSeconds: values['maximumBatchingWindow'],
      FunctionResponseTypes:
        values['functionResponseType'] === undefined ? undefined : [values['functionResponseType']],
      FilterCriteria: filters(values),
      Enabled: values['enabled'],
    }),
  ],
  sns: ({ text, values }) => [
    'SNS',
    present({ Topic: text ?? values['arn'] ?? values['topicName'], FilterPolicy: values['filterPolicy'] }),
  ],
  stream: ({ text, values }) => {
    const arn = text ?? values['arn'];
    const isKinesis = values['type'] === 'kinesis' || (typeof arn === 'string' && arn.includes(':kinesis:'));
    return [
      isKinesis ? 'Kinesis' : 'DynamoDB',
      present({
        Stream: arn,
        BatchSize: values['batchSize'],
        StartingPosition: values['startingPosition'] ?? 'TRIM_HORIZON',
        FilterCriteria: filters(values),
        Enabled: values['enabled'],
      }),
    ];
  },
  s3: ({ text, values }) => [
    'S3',
    present({ Bucket: text ?? values['bucket'], Events: values['event'] ?? 's3:ObjectCreated:*' }),
  ],
  eventBridge: ({ values }) => [
    values['schedule'] === undefined ? 'EventBridgeRule' : 'Schedule',
    present({ Pattern: values['pattern'], Schedule: values['schedule'], EventBusName: values['eventBus'] }),
  ],
};

/** More of them, by SAM's names. */
const namesInSam: Readonly<Record<string, string>> = {
  cloudwatchEvent: 'EventBridgeRule',
  cloudwatchLog: 'CloudWatchLogs',
  cognitoUserPool: 'Cognito',
  iot: 'IoTRule',
  alexaSkill: 'AlexaSkill',
  msk: 'MSK',
  kafka: 'SelfManagedKafka',
  activemq: 'MQ',
  rabbitmq: 'MQ',
  documentDb: 'DocumentDB',
};

/** SAM's `Events` of one function; what has no counterpart keeps its own name, which is then told. */
export function sourceEvents(events: readonly ServiceEvent[]): Values {
  const doors = new Set(['http', 'httpApi', 'websocket', 'alb']);
  return Object.fromEntries(
    events
      .filter(({ type }) => !doors.has(type))
      .map((event, index) => {
        const [Type, Properties] = translations[event.type]?.(event) ?? [
          namesInSam[event.type] ?? event.type,
          event.values,
        ];
        return [`${event.type}${index + 1}`, { Type, Properties }];
      }),
  );
}

function filters(values: Values): Values | undefined {
  const patterns = values['filterPatterns'];
  if (!Array.isArray(patterns)) return undefined;
  return { Filters: patterns.map((pattern) => ({ Pattern: JSON.stringify(pattern) })) };
}

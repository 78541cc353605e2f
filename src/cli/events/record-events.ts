import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { arnIn, base64, type EventTemplate, wholeSeconds } from './event-template.js';

const noTrace = '00000000-0000-0000-0000-000000000000';

const writtenObject = s3Event('put');

/** Events of queues, topics, streams and buckets (Lambda developer guide, the page of each service). */
export const recordEvents: readonly EventTemplate[] = [
  writtenObject,
  s3Event('delete'),
  {
    // The Lambda function of AWS SAM's example is told of the picture by its bucket.
    ...writtenObject,
    service: 'rekognition',
    name: 's3-request',
    description: 'a picture was written to a bucket',
  },
  {
    service: 'sqs',
    name: 'receive-message',
    description: 'a message of a queue',
    options: { body: 'Hello from SQS!', queue: 'MyQueue' },
    make: (input) => ({
      Records: [
        {
          messageId: input.newId(),
          receiptHandle: base64(input.newId()),
          body: input.option('body'),
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: String(input.now.getTime()),
            SenderId: input.account,
            ApproximateFirstReceiveTimestamp: String(input.now.getTime()),
          },
          messageAttributes: {},
          md5OfBody: createHash('md5').update(input.option('body')).digest('hex'),
          eventSource: 'aws:sqs',
          eventSourceARN: arnIn(input, 'sqs', input.option('queue')),
          awsRegion: input.region,
        },
      ],
    }),
  },
  {
    service: 'sns',
    name: 'notification',
    description: 'a message of a topic',
    options: { message: 'Hello from SNS!', subject: 'example subject', topic: 'ExampleTopic' },
    make: (input) => ({
      Records: [
        {
          EventSource: 'aws:sns',
          EventVersion: '1.0',
          EventSubscriptionArn: arnIn(input, 'sns', `${input.option('topic')}:${input.newId()}`),
          Sns: {
            Type: 'Notification',
            MessageId: input.newId(),
            TopicArn: arnIn(input, 'sns', input.option('topic')),
            Subject: input.option('subject'),
            Message: input.option('message'),
            Timestamp: input.now.toISOString(),
            SignatureVersion: '1',
            Signature: 'EXAMPLE',
            SigningCertUrl: `https://sns.${input.region}.amazonaws.com/SimpleNotificationService-example.pem`,
            UnsubscribeUrl: `https://sns.${input.region}.amazonaws.com/?Action=Unsubscribe`,
            MessageAttributes: {},
          },
        },
      ],
    }),
  },
  {
    service: 'dynamodb',
    name: 'update',
    description: 'an item was inserted, and then changed',
    options: { table: 'ExampleTable', id: '101' },
    make: (input) => ({
      Records: [
        dynamoRecord('INSERT', '1', { NewImage: image(input.option('id'), 'New item!') }),
        dynamoRecord('MODIFY', '2', {
          NewImage: image(input.option('id'), 'This item has changed'),
          OldImage: image(input.option('id'), 'New item!'),
        }),
      ].map(({ dynamodb, ...record }) => ({
        ...record,
        awsRegion: input.region,
        dynamodb: {
          ApproximateCreationDateTime: Math.floor(input.now.getTime() / 1000),
          Keys: { Id: { N: input.option('id') } },
          ...dynamodb,
        },
        eventSourceARN: arnIn(input, 'dynamodb', `table/${input.option('table')}/stream/${wholeSeconds(input.now)}`),
      })),
    }),
  },
  {
    service: 'kinesis',
    name: 'get-records',
    description: 'a record of a stream',
    options: { data: 'Hello, this is a test.', 'partition-key': 'partitionKey-03', stream: 'lambda-stream' },
    make: (input) => ({
      Records: [
        {
          kinesis: {
            kinesisSchemaVersion: '1.0',
            partitionKey: input.option('partition-key'),
            sequenceNumber: '49545115243490985018280067714973144582180062593244200961',
            data: base64(input.option('data')),
            approximateArrivalTimestamp: input.now.getTime() / 1000,
          },
          eventSource: 'aws:kinesis',
          eventVersion: '1.0',
          eventID: 'shardId-000000000000:49545115243490985018280067714973144582180062593244200961',
          eventName: 'aws:kinesis:record',
          invokeIdentityArn: `arn:aws:iam::${input.account}:role/lambda-role`,
          awsRegion: input.region,
          eventSourceARN: arnIn(input, 'kinesis', `stream/${input.option('stream')}`),
        },
      ],
    }),
  },
  {
    service: 'cloudwatch',
    name: 'logs',
    description: 'log events of a subscription filter',
    options: { message: '[ERROR] First test message', group: 'testLogGroup', stream: 'testLogStream' },
    make({ option, account, now }) {
      const data = {
        messageType: 'DATA_MESSAGE',
        owner: account,
        logGroup: option('group'),
        logStream: option('stream'),
        subscriptionFilters: ['testFilter'],
        logEvents: [{ id: '1'.padEnd(56, '0'), timestamp: now.getTime(), message: option('message') }],
      };
      return { awslogs: { data: gzipSync(JSON.stringify(data)).toString('base64') } };
    },
  },
  {
    service: 'msk',
    name: 'records',
    description: 'a record of a Kafka topic',
    options: { topic: 'orders', value: 'Hello from Kafka!', key: 'key' },
    make: (input) => ({
      eventSource: 'aws:kafka',
      eventSourceArn: arnIn(input, 'kafka', `cluster/demo/${noTrace}-1`),
      bootstrapServers: 'b-1.demo.kafka.amazonaws.com:9092',
      records: {
        [`${input.option('topic')}-0`]: [
          {
            topic: input.option('topic'),
            partition: 0,
            offset: 15,
            timestamp: input.now.getTime(),
            timestampType: 'CREATE_TIME',
            key: base64(input.option('key')),
            value: base64(input.option('value')),
            headers: [],
          },
        ],
      },
    }),
  },
];

function dynamoRecord(eventName: string, eventId: string, images: Readonly<Record<string, unknown>>) {
  return {
    eventID: eventId,
    eventName,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    dynamodb: { ...images, SequenceNumber: `${eventId}11`, SizeBytes: 26, StreamViewType: 'NEW_AND_OLD_IMAGES' },
  };
}

function image(id: string, message: string): Readonly<Record<string, unknown>> {
  return { Message: { S: message }, Id: { N: id } };
}

function s3Event(name: 'put' | 'delete'): EventTemplate {
  return {
    service: 's3',
    name,
    description: name === 'put' ? 'an object was written' : 'an object was removed',
    options: { bucket: 'example-bucket', key: 'test/key', size: '1024', etag: '0123456789abcdef0123456789abcdef' },
    make: ({ option, region, account, now, newId }) => ({
      Records: [
        {
          eventVersion: '2.1',
          eventSource: 'aws:s3',
          awsRegion: region,
          eventTime: now.toISOString(),
          eventName: name === 'put' ? 'ObjectCreated:Put' : 'ObjectRemoved:Delete',
          userIdentity: { principalId: account },
          requestParameters: { sourceIPAddress: '203.0.113.10' },
          responseElements: {
            'x-amz-request-id': newId().replaceAll('-', '').slice(0, 16).toUpperCase(),
            'x-amz-id-2': base64(newId()),
          },
          s3: {
            s3SchemaVersion: '1.0',
            configurationId: 'testConfigRule',
            bucket: {
              name: option('bucket'),
              ownerIdentity: { principalId: account },
              arn: `arn:aws:s3:::${option('bucket')}`,
            },
            object: {
              key: encodeURIComponent(option('key')).replaceAll('%2F', '/').replaceAll('%20', '+'),
              ...(name === 'put' && { size: Number(option('size')), eTag: option('etag') }),
              sequencer: '0A1B2C3D4E5F678901',
            },
          },
        },
      ],
    }),
  };
}

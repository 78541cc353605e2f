import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { arnIn, base64, type EventInput, type EventTemplate } from './event-template.js';

const recordId = '49546986683135544286507457936321625675700192471156785154';
const hello = 'Hello, this is a test.';
const accessLine = '203.0.113.10 - - [31/Jan/2026:12:00:00 +0000] "GET /index.html HTTP/1.1" 200 1024 "-" "curl/8.5.0"';
const systemLine = '<34>Jan 31 12:00:00 host.example.com su: session opened for user root';

/** Records that Firehose and Kinesis Data Analytics have a function transform (developer guides, "Data transformation", "Preprocessing data using a Lambda function"). */
export const streamEvents: readonly EventTemplate[] = [
  firehose('kinesis-firehose', 'a record to be transformed', hello, base64),
  firehose('apachelog', 'a line of a web server’s log to be transformed', accessLine, base64),
  firehose('syslog', 'a line of a system’s log to be transformed', systemLine, base64),
  firehose(
    'cloudwatch-logs-processor',
    'log events of a subscription to be transformed',
    '[ERROR] First message',
    gzippedLogs,
  ),
  {
    service: 'kinesis',
    name: 'streams-as-source',
    description: 'a record to be transformed, of a Firehose stream that reads a Kinesis stream',
    options: {
      data: hello,
      'partition-key': 'partitionKey-03',
      sequence: '49545115243490985018280067714973144582180062593244200961',
    },
    make: (input) => ({
      ...firehoseEnvelope(input),
      sourceKinesisStreamArn: arnIn(input, 'kinesis', 'stream/lambda-stream'),
      records: [
        {
          recordId,
          approximateArrivalTimestamp: input.now.getTime(),
          kinesisRecordMetadata: {
            sequenceNumber: input.option('sequence'),
            subsequenceNumber: 0,
            partitionKey: input.option('partition-key'),
            shardId: 'shardId-000000000000',
            approximateArrivalTimestamp: input.now.getTime(),
          },
          data: base64(input.option('data')),
        },
      ],
    }),
  },
  analytics('analytics', 'a record before SQL sees it', hello, (text) => Buffer.from(text)),
  analytics('analytics-compressed', 'the same, compressed with gzip', hello, (text) => gzipSync(text)),
  analytics('analytics-dynamodb', 'a change of a table before SQL sees it', hello, changedItem),
  analytics('analytics-kpl', 'two records that the Kinesis Producer Library put together', hello, aggregated),
];

function firehose(
  name: string,
  description: string,
  data: string,
  encode: (text: string, input: EventInput) => string,
): EventTemplate {
  return {
    service: 'kinesis',
    name,
    description,
    options: { data, 'delivery-stream': 'delivery-stream' },
    make: (input) => ({
      ...firehoseEnvelope(input),
      records: [
        { recordId, approximateArrivalTimestamp: input.now.getTime(), data: encode(input.option('data'), input) },
      ],
    }),
  };
}

function firehoseEnvelope(input: EventInput): Readonly<Record<string, string>> {
  const stream = input.option('delivery-stream') || 'delivery-stream';
  return {
    invocationId: input.newId(),
    deliveryStreamArn: arnIn(input, 'firehose', `deliverystream/${stream}`),
    region: input.region,
  };
}

function analytics(
  name: string,
  description: string,
  data: string,
  encode: (text: string, input: EventInput) => Buffer,
): EventTemplate {
  return {
    service: 'kinesis',
    name,
    description,
    options: { application: 'application', stream: 'lambda-stream', data },
    make: (input) => ({
      invocationId: input.newId(),
      applicationArn: arnIn(input, 'kinesisanalytics', `application/${input.option('application')}`),
      streamArn: arnIn(input, 'kinesis', `stream/${input.option('stream')}`),
      records: [
        {
          recordId,
          kinesisStreamRecordMetadata: {
            shardId: 'shardId-000000000000',
            partitionKey: 'partitionKey-03',
            approximateArrivalTimestamp: input.now.getTime(),
            sequenceNumber: recordId,
          },
          data: encode(input.option('data'), input).toString('base64'),
        },
      ],
    }),
  };
}

function gzippedLogs(message: string, { account, now }: EventInput): string {
  const data = {
    messageType: 'DATA_MESSAGE',
    owner: account,
    logGroup: 'testLogGroup',
    logStream: 'testLogStream',
    subscriptionFilters: ['testFilter'],
    logEvents: [{ id: '1'.padEnd(56, '0'), timestamp: now.getTime(), message }],
  };
  return gzipSync(JSON.stringify(data)).toString('base64');
}

function changedItem(message: string, input: EventInput): Buffer {
  const change = {
    awsRegion: input.region,
    eventID: input.newId(),
    eventName: 'INSERT',
    userIdentity: null,
    recordFormat: 'application/json',
    tableName: 'ExampleTable',
    dynamodb: {
      ApproximateCreationDateTime: input.now.getTime(),
      Keys: { Id: { N: '101' } },
      NewImage: { Id: { N: '101' }, Message: { S: message } },
      SizeBytes: 26,
    },
    eventSource: 'aws:dynamodb',
  };
  return Buffer.from(JSON.stringify(change));
}

/** The library's aggregation format: a magic number, a protocol buffer with the table of keys and the records, and the MD5 of that. */
function aggregated(text: string): Buffer {
  const field = (tag: number, bytes: Buffer): Buffer =>
    Buffer.concat([Buffer.from([tag, ...varint(bytes.length)]), bytes]);
  const userRecord = (data: string): Buffer =>
    field(0x1a, Buffer.concat([Buffer.from([0x08, 0]), field(0x1a, Buffer.from(data))]));
  const message = Buffer.concat([
    field(0x0a, Buffer.from('partitionKey-03')),
    userRecord(`${text} (1)`),
    userRecord(`${text} (2)`),
  ]);
  return Buffer.concat([Buffer.from('f3899ac2', 'hex'), message, createHash('md5').update(message).digest()]);
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >> 7)];
}

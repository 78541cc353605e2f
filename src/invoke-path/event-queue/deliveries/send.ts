import type { NeighbourClients, NeighbourServices } from '../../../aws-services/index.js';
import { newUuid, UserError } from '../../../base/index.js';
import { type FunctionArn, limits, parseFunctionName } from '../../../model/index.js';
import type { Conclusion, Delivery } from './conclusion.js';
import { type DeadLetterAttributes, deadLetterAttributes } from './dead-letter.js';
import { destinationRecord, type RecordedEvent } from './destination-record.js';
import { parseTarget, type TargetArn } from './target.js';

export interface Sender {
  readonly clients: Pick<NeighbourClients, 'client'>;
  /** An asynchronous invoke of a function here. */
  readonly invoke: (target: FunctionArn, payload: Buffer, traceId: string | undefined) => Promise<unknown>;
}

/** An ended event and where its function is. */
export interface EndedEvent extends RecordedEvent {
  readonly function: FunctionArn;
  readonly conclusion: Conclusion;
}

/** SNS and EventBridge take 256 KB, SQS 1 MB. */
const smallLimit = 262_144;
const noLimit = Infinity;

/** Tells one of those who are to be told; rejects when it was not taken. */
export async function send(event: EndedEvent, { kind, to }: Delivery, sender: Sender): Promise<void> {
  const target = parseTarget(to);
  if (kind === 'dead-letter') await sendDeadLetter(event, target, sender);
  else await sendRecord(event, target, sender);
}

async function sendDeadLetter(event: EndedEvent, target: TargetArn, { clients }: Sender): Promise<void> {
  const { requestId, conclusion, response } = event;
  const message = {
    text: event.payload.length === 0 ? '{}' : event.payload.toString('utf8'),
    attributes: deadLetterAttributes(requestId, conclusion, response),
    traceId: conclusion.traceId,
  };
  if (target.service === 'sqs') await sendToQueue(clients, target, message);
  else if (target.service === 'sns') await publish(clients, target, message);
  else throw noTarget(target);
}

async function sendRecord(event: EndedEvent, target: TargetArn, { clients, invoke }: Sender): Promise<void> {
  const { conclusion } = event;
  const record = (limit: number): string => destinationRecord(event, conclusion, limit);
  const { traceId } = conclusion;
  switch (target.service) {
    case 'sqs':
      return sendToQueue(clients, target, { text: record(limits.asynchronousPayload), traceId });
    case 'sns':
      return publish(clients, target, { text: record(smallLimit) });
    case 'events':
      return putEvent(clients, target, event, record(smallLimit));
    case 's3':
      return putObject(clients, target, event, record(noLimit));
    case 'lambda': {
      const payload = Buffer.from(record(limits.asynchronousPayload));
      await invoke(functionOf(target), payload, traceId);
      return;
    }
    default:
      throw noTarget(target);
  }
}

interface Message {
  readonly text: string;
  readonly attributes?: DeadLetterAttributes;
  readonly traceId?: string | undefined;
}

async function sendToQueue(
  clients: Sender['clients'],
  { region, account, resource }: TargetArn,
  { text, attributes, traceId }: Message,
): Promise<void> {
  const sqs = await clients.client('sqs', region, account);
  const { QueueUrl } = await sqs.getQueueUrl({ QueueName: resource, QueueOwnerAWSAccountId: account });
  await sqs.sendMessage({
    QueueUrl,
    MessageBody: text,
    ...(attributes !== undefined && { MessageAttributes: attributes }),
    ...(traceId !== undefined && {
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: traceId } },
    }),
  });
}

async function publish(
  clients: Sender['clients'],
  { arn, region, account }: TargetArn,
  { text, attributes }: Message,
): Promise<void> {
  const sns = await clients.client('sns', region, account);
  await sns.publish({
    TopicArn: arn,
    Message: text,
    ...(attributes !== undefined && { MessageAttributes: attributes }),
  });
}

async function putEvent(
  clients: Sender['clients'],
  { arn, region, account }: TargetArn,
  { functionArn, conclusion }: EndedEvent,
  detail: string,
): Promise<void> {
  const bridge: NeighbourServices['eventbridge'] = await clients.client('eventbridge', region, account);
  const result = conclusion.condition === 'Success' ? 'Success' : 'Failure';
  const { Entries = [] } = await bridge.putEvents({
    Entries: [
      {
        EventBusName: arn,
        Source: 'lambda',
        DetailType: `Lambda Function Invocation Result - ${result}`,
        Detail: detail,
        Resources: [arn, functionArn],
        ...(conclusion.traceId !== undefined && { TraceHeader: conclusion.traceId }),
      },
    ],
  });
  const [entry] = Entries;
  // A refused entry is an answer like any other.
  if (entry?.ErrorCode !== undefined) throw new Error(`${entry.ErrorCode}: ${entry.ErrorMessage ?? ''}`);
}

/** Named as AWS names them (developer guide, "Adding a destination"). */
async function putObject(
  clients: Sender['clients'],
  { resource }: TargetArn,
  event: EndedEvent,
  record: string,
): Promise<void> {
  const { region, account, name } = event.function;
  const s3 = await clients.client('s3', region, account);
  const time = new Date(event.conclusion.endedAtMs).toISOString();
  const [day = '', clock = ''] = time.slice(0, 19).split('T');
  const key = `aws/lambda/async/${name}/${day.replaceAll('-', '/')}/${day}T${clock.replaceAll(':', '.')}-${newUuid()}`;
  await s3.putObject({ Bucket: resource, Key: key, Body: record, ContentType: 'application/json' });
}

function functionOf({ arn }: TargetArn): FunctionArn {
  const named = parseFunctionName(arn);
  if (named?.account === undefined || named.region === undefined) throw new UserError(`"${arn}" names no function.`);
  const { account, region, name, qualifier } = named;
  return { account, region, name, ...(qualifier !== undefined && { qualifier }) };
}

function noTarget({ arn }: TargetArn): UserError {
  return new UserError(
    `Hearth cannot send to "${arn}". Destinations are SQS queues, SNS topics, event buses, S3 buckets and functions; dead letters go to queues and topics.`,
  );
}

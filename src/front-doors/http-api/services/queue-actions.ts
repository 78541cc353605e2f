import { isObject, scalarText } from '../../api-gateway/result-json.js';
import { jsonOrText, type ServiceAction, type ServiceParameters, type ServiceRequest } from './service-request.js';

/** Actions of SQS, in its query protocol: what comes back is XML. */
export const queueActions: Readonly<Record<string, ServiceAction>> = {
  'SQS-SendMessage': {
    ...action('SendMessage', ['DelaySeconds', 'MessageBody', 'MessageDeduplicationId', 'MessageGroupId']),
    required: ['QueueUrl', 'MessageBody'],
  },
  'SQS-ReceiveMessage': {
    ...action('ReceiveMessage', [
      ...['MaxNumberOfMessages', 'ReceiveRequestAttemptId', 'VisibilityTimeout', 'WaitTimeSeconds'],
    ]),
    required: ['QueueUrl'],
  },
  'SQS-DeleteMessage': { ...action('DeleteMessage', ['ReceiptHandle']), required: ['QueueUrl', 'ReceiptHandle'] },
  'SQS-PurgeQueue': { ...action('PurgeQueue', []), required: ['QueueUrl'] },
};

function action(name: string, plain: readonly string[]): Pick<ServiceAction, 'service' | 'request'> {
  return { service: 'sqs', request: (parameters) => queueRequest(name, plain, parameters) };
}

function queueRequest(name: string, plain: readonly string[], parameters: ServiceParameters): ServiceRequest {
  const form = new URLSearchParams({ Action: name, Version: '2012-11-05', QueueUrl: parameters['QueueUrl'] ?? '' });
  for (const key of plain) {
    const value = parameters[key];
    if (value !== undefined) form.set(key, value);
  }
  addNames(form, 'AttributeName', parameters['AttributeNames']);
  addNames(form, 'MessageAttributeName', parameters['MessageAttributeNames']);
  addAttributes(form, 'MessageAttribute', parameters['MessageAttributes']);
  addAttributes(form, 'MessageSystemAttribute', parameters['MessageSystemAttributes']);
  return {
    method: 'POST',
    path: pathOf(parameters['QueueUrl'] ?? ''),
    query: '',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  };
}

/** The host of a queue's URL is that of the service, wherever that is. */
function pathOf(queueUrl: string): string {
  return URL.canParse(queueUrl) ? new URL(queueUrl).pathname : `/${encodeURI(queueUrl)}`;
}

/** A JSON list, or names with commas. */
function addNames(form: URLSearchParams, prefix: string, text: string | undefined): void {
  const value = jsonOrText(text);
  const names: readonly unknown[] = Array.isArray(value) ? value : (text?.split(',') ?? []);
  for (const [index, name] of names.entries()) form.set(`${prefix}.${index + 1}`, scalarText(name)?.trim() ?? '');
}

/** `{"color":{"DataType":"String","StringValue":"red"}}` */
function addAttributes(form: URLSearchParams, prefix: string, text: string | undefined): void {
  const attributes = jsonOrText(text);
  if (!isObject(attributes)) return;
  for (const [index, [name, attribute]] of Object.entries(attributes).entries()) {
    form.set(`${prefix}.${index + 1}.Name`, name);
    for (const [key, value] of Object.entries(isObject(attribute) ? attribute : {})) {
      form.set(`${prefix}.${index + 1}.Value.${key}`, scalarText(value) ?? '');
    }
  }
}

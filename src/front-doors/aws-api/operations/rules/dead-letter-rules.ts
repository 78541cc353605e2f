import { invalidParameterValue } from '../../../../model/index.js';

/** Dead letters go to a standard queue or a standard topic (developer guide, "Adding a dead-letter queue"); an empty ARN removes the target. */
export function checkDeadLetterTarget(arn: string | undefined): void {
  if (arn === undefined || arn === '') return;
  const [, , service = ''] = arn.split(':');
  if (service !== 'sqs' && service !== 'sns') {
    throw invalidParameterValue(`Invalid dead letter ARN: ${arn} is neither an SQS queue nor an SNS topic.`);
  }
  if (isFifo(arn)) {
    throw invalidParameterValue(
      `Invalid dead letter ARN: ${arn} is a FIFO ${service === 'sqs' ? 'queue' : 'topic'}. Dead letters go to standard queues and topics only.`,
    );
  }
}

/** SQS and SNS tell the two kinds apart by the name alone. */
export function isFifo(arn: string): boolean {
  return arn.endsWith('.fifo');
}

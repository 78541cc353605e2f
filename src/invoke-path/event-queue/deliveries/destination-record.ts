import type { Conclusion } from './conclusion.js';

export interface RecordedEvent {
  readonly requestId: string;
  /** With its qualifier, `$LATEST` included. */
  readonly functionArn: string;
  readonly payload: Buffer;
  /** What the function answered in the attempt that ended the event. */
  readonly response?: Buffer;
}

/**
 * The record that a destination gets, in AWS's order (recorded: `test_lambda_destinations`). Payloads go in as they are, so that no
 * number loses digits; over `limit` bytes both are left out, as AWS documents for SNS.
 */
export function destinationRecord(event: RecordedEvent, conclusion: Conclusion, limit: number): string {
  const { payload, response } = event;
  const { ran } = conclusion;
  const members = [
    '"version":"1.0"',
    `"timestamp":"${new Date(conclusion.endedAtMs).toISOString()}"`,
    `"requestContext":${JSON.stringify(requestContext(event, conclusion))}`,
  ];
  const context = ran === undefined ? [] : [`"responseContext":${JSON.stringify(responseContext(ran))}`];
  const sent = [`"requestPayload":${asJson(payload, '{}')}`];
  const answered = ran === undefined || response === undefined ? [] : [`"responsePayload":${asJson(response, 'null')}`];
  const whole = inBraces([...members, ...sent, ...context, ...answered]);
  return Buffer.byteLength(whole) <= limit ? whole : inBraces([...members, ...context]);
}

function requestContext({ requestId, functionArn }: RecordedEvent, { condition, runs }: Conclusion): object {
  return { requestId, functionArn, condition, approximateInvokeCount: runs };
}

function responseContext({ executedVersion, failed }: NonNullable<Conclusion['ran']>): object {
  return { statusCode: 200, executedVersion, ...(failed && { functionError: 'Unhandled' }) };
}

/** A response that is not JSON goes in as a text; functions may stream anything. */
function asJson(bytes: Buffer, ifEmpty: string): string {
  const text = bytes.toString('utf8').trim();
  if (text === '') return ifEmpty;
  try {
    JSON.parse(text);
    return text;
  } catch {
    return JSON.stringify(text);
  }
}

function inBraces(members: readonly string[]): string {
  return `{${members.join(',')}}`;
}

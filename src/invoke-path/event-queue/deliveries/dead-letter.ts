import type { Conclusion } from './conclusion.js';

/** A dead letter's attributes, in the form that SQS and SNS share (recorded: `test_dead_letter_queue`). */
export type DeadLetterAttributes = Record<string, { readonly DataType: string; readonly StringValue: string }>;

const longestMessageBytes = 1024;

export function deadLetterAttributes(
  requestId: string,
  { errorCode, reason }: Conclusion,
  response: Buffer | undefined,
): DeadLetterAttributes {
  const message = cut(errorMessageIn(response) ?? reason ?? '', longestMessageBytes);
  return {
    RequestID: { DataType: 'String', StringValue: requestId },
    ErrorCode: { DataType: 'Number', StringValue: String(errorCode) },
    // Neither service takes an empty value.
    ...(message !== '' && { ErrorMessage: { DataType: 'String', StringValue: message } }),
  };
}

function errorMessageIn(response: Buffer | undefined): string | undefined {
  if (response === undefined) return undefined;
  try {
    const { errorMessage } = JSON.parse(response.toString('utf8')) as { readonly errorMessage?: unknown };
    return typeof errorMessage === 'string' ? errorMessage : undefined;
  } catch {
    return undefined;
  }
}

/** The first bytes of a text, and never half a character. */
function cut(text: string, bytes: number): string {
  const encoded = Buffer.from(text);
  if (encoded.length <= bytes) return text;
  let end = bytes;
  while (end > 0 && ((encoded[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return encoded.toString('utf8', 0, end);
}

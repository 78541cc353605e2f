import type { Header } from '../client-request.js';
import { headerOf } from '../client-request.js';
import { parseXml } from './parse-xml.js';

interface Answer {
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

/**
 * AWS's query services (SQS, SNS …) answer in JSON where JSON is accepted, which API Gateway does unless a mapping says otherwise; neighbours
 * know only their XML, so that is put in AWS's JSON here. Every other answer stays as it is.
 */
export function asJson({ headers, body }: Answer, sent: readonly Header[]): Answer {
  const type = headerOf(headers, 'content-type') ?? '';
  const text = body.toString('utf8');
  // S3's own answers have no such root, and stay XML on AWS too.
  const isQueryAnswer =
    /^(text|application)\/xml/i.test(type) && /^\s*(<\?xml[^>]*\?>)?\s*<\w+Response[\s>]/.test(text);
  if (!isQueryAnswer || headerOf(sent, 'accept') !== 'application/json') return { headers, body };
  const answer = parseXml(text);
  if (answer === undefined) return { headers, body };
  const [root, content] = answer;
  const shown = root === 'ErrorResponse' ? content : { [root]: withMessages(root, content) };
  const others = headers.filter(([name]) => !/^content-(type|length)$/i.test(name));
  return { headers: [...others, ['Content-Type', 'application/json']], body: Buffer.from(JSON.stringify(shown)) };
}

/** What a queue gives is a list under another name. */
function withMessages(root: string, content: unknown): unknown {
  if (root !== 'ReceiveMessageResponse' || typeof content !== 'object' || content === null) return content;
  const { ReceiveMessageResult: result, ...rest } = content as Readonly<Record<string, unknown>>;
  const found: unknown =
    typeof result === 'object' && result !== null && 'Message' in result ? result.Message : undefined;
  const messages = found === undefined ? null : Array.isArray(found) ? (found as readonly unknown[]) : [found];
  return { ReceiveMessageResult: { messages }, ...rest };
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { newUuid } from '../../../base/index.js';
import { requestEntityTooLarge } from '../../../model/index.js';
import { type CallerDefaults, callerOf } from '../caller.js';
import { readBody } from '../wire/read-body.js';
import { getCallerIdentityXml } from './get-caller-identity.js';

/** A request with its body, when this door had to read it to know whose it is. */
export type Unanswered =
  { readonly answered: true } | { readonly answered: false; readonly body?: Buffer; readonly action?: string };

/** Requests of AWS's query protocol are small; larger ones are for a neighbour that knows them. */
const largestQueryBody = 1024 * 1024;

/** Answers `GetCallerIdentity`, whose name stands in the query or in a form body; hands back everything else. */
export async function answerSts(
  request: IncomingMessage,
  response: ServerResponse,
  settings: CallerDefaults,
): Promise<Unanswered> {
  const [, queryText = ''] = (request.url ?? '').split('?');
  const caller = callerOf(request.headers, queryText, settings);
  const body = isForm(request) ? await readQueryBody(request) : undefined;
  const action =
    new URLSearchParams(queryText).get('Action') ?? new URLSearchParams(body?.toString()).get('Action') ?? undefined;
  if (action !== 'GetCallerIdentity') {
    return { answered: false, ...(body !== undefined && { body }), ...(action !== undefined && { action }) };
  }
  const requestId = newUuid();
  const xml = getCallerIdentityXml(caller, requestId);
  response.writeHead(200, {
    'Content-Type': 'text/xml',
    'Content-Length': Buffer.byteLength(xml),
    'x-amzn-RequestId': requestId,
  });
  response.end(xml);
  return { answered: true };
}

function isForm({ method, headers, url = '' }: IncomingMessage): boolean {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  return method === 'POST' && isForm && (url === '/' || url.startsWith('/?'));
}

function readQueryBody(request: IncomingMessage): Promise<Buffer> {
  return readBody(request, largestQueryBody, (byteCount) =>
    requestEntityTooLarge(
      `A request of ${byteCount} bytes is too large for AWS's query protocol (limit ${largestQueryBody} bytes)`,
    ),
  );
}

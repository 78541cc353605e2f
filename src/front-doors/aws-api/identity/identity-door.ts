import type { IncomingMessage, ServerResponse } from 'node:http';
import { newUuid } from '../../../base/index.js';
import { AwsError, requestEntityTooLarge } from '../../../model/index.js';
import type { Settings } from '../../../settings/index.js';
import { type CallerDefaults, callerOf } from '../caller.js';
import { writeServiceError } from '../pass-through/service-error.js';
import { readBody } from '../wire/read-body.js';
import type { Action, ActionContext } from './action.js';
import { managedPolicyActions } from './managed-policies.js';
import { QueryParameters } from './query-parameters.js';
import { queryResponse } from './query-response.js';
import { rolePolicyActions } from './role-policies.js';
import { roleActions } from './roles.js';
import { sessionActions } from './sessions.js';

export interface IdentityNeeds extends Pick<ActionContext, 'iam' | 'clock' | 'enforcesPolicies'> {
  readonly settings: CallerDefaults & Pick<Settings, 'awsEndpoint' | 'organizationId'>;
}

/** A request with its body, when this door had to read it to know whose it is. */
export type Unanswered =
  { readonly answered: true } | { readonly answered: false; readonly body?: Buffer; readonly action?: string };

/** Requests of AWS's query protocol are small; larger ones are for a neighbour that knows them. */
const largestQueryBody = 1024 * 1024;

const services: readonly {
  readonly service: string;
  readonly version: string;
  readonly actions: Readonly<Record<string, Action>>;
}[] = [
  { service: 'iam', version: '2010-05-08', actions: { ...roleActions, ...rolePolicyActions, ...managedPolicyActions } },
  { service: 'sts', version: '2011-06-15', actions: sessionActions },
];

/**
 * Answers what a client of Lambda asks of IAM and STS; hands back everything else. With `--aws-endpoint` both are the neighbour's, except
 * for who somebody is whose key the neighbour did not make: Hearth's account is Hearth's.
 */
export async function answerIdentity(
  request: IncomingMessage,
  response: ServerResponse,
  needs: IdentityNeeds,
): Promise<Unanswered> {
  const [, queryText = ''] = (request.url ?? '').split('?');
  const caller = callerOf(request.headers, queryText, needs.settings);
  const body = isForm(request) ? await readQueryBody(request) : undefined;
  const fields = new URLSearchParams(`${queryText}&${body?.toString() ?? ''}`);
  const action = fields.get('Action') ?? undefined;
  const unanswered = {
    answered: false,
    ...(body !== undefined && { body }),
    ...(action !== undefined && { action }),
  } as const;
  const found = services.find(({ service, version }) =>
    caller.service === undefined ? version === fields.get('Version') : service === caller.service,
  );
  const isNeighbours = needs.settings.awsEndpoint !== undefined && !isAboutOwnKey(action, caller.accessKeyId);
  const answer = action === undefined || isNeighbours ? undefined : found?.actions[action];
  if (found === undefined || action === undefined || answer === undefined) return unanswered;
  const requestId = newUuid();
  try {
    const result = await answer(new QueryParameters(fields), {
      ...needs,
      caller,
      organizationId: needs.settings.organizationId,
    });
    const namespace = `https://${found.service}.amazonaws.com/doc/${found.version}/`;
    const xml = queryResponse(action, namespace, result, requestId);
    response.writeHead(200, {
      'Content-Type': 'text/xml',
      'Content-Length': Buffer.byteLength(xml),
      'x-amzn-RequestId': requestId,
    });
    response.end(xml);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { status, code, message } = error;
    writeServiceError(response, { service: found.service, protocol: 'query' }, { status, code, message, requestId });
  }
  return { answered: true };
}

/** Temporary keys begin with `ASIA`; with a neighbour, it has made them. */
function isAboutOwnKey(action: string | undefined, accessKeyId = ''): boolean {
  return action === 'GetCallerIdentity' && !accessKeyId.startsWith('ASIA');
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

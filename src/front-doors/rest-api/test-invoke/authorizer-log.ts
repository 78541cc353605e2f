import type { CognitoAuthorizer } from '../../../model/index.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { requestSource } from '../mapping/parameters.js';
import type { LambdaAuthorizer } from '../authorization/ask-authorizer.js';
import type { FailedIntegration } from '../integrations/integrated.js';
import type { TestedCall } from './observed-calls.js';
import { javaTime, sentLines } from './test-log.js';

interface TestedAuthorization {
  readonly request: RestRequest;
  readonly name: string;
  readonly authorizer: LambdaAuthorizer | CognitoAuthorizer;
  readonly call?: TestedCall;
  readonly refused?: FailedIntegration;
  readonly principalId?: string;
  readonly endedAtMs: number;
}

/** The execution log of TestInvokeAuthorizer, line by line as users of AWS show it (https://github.com/sbarski/serverless-architectures-aws/issues/11). */
export function authorizerLog(tested: TestedAuthorization): string {
  const { request, name, authorizer, call, refused, principalId = '', endedAtMs } = tested;
  const id = request.ids.requestId;
  const at = (ms: number) => (text: string) => `${javaTime(ms)} : ${text}`;
  const identity = identitySources(authorizer).map((source) => requestSource(source, request) ?? '');
  const answered =
    call === undefined ? [] : [`Authorizer result body before parsing: ${call.outcome.payload.toString()}`];
  return [
    `Execution log for request ${id}`,
    ...[`Starting authorizer: ${name} for request: ${id}`, `Incoming identity: ${masked(identity.join(','))}`].map(
      at(request.client.receivedAtMs),
    ),
    ...[
      ...(call === undefined ? [] : sentLines(call, request, endedAtMs)),
      ...answered,
      ...(refused === undefined ? succeeded(principalId) : [refusalLine(refused, id)]),
    ].map(at(endedAtMs)),
    '',
  ].join('\n');
}

function succeeded(principalId: string): readonly string[] {
  return [
    ...(principalId === '' ? [] : [`Using valid authorizer policy for principal: ${masked(principalId)}`]),
    'Successfully completed authorizer execution',
  ];
}

function refusalLine({ refusal, reason, message }: FailedIntegration, id: string): string {
  return refusal === 'UNAUTHORIZED'
    ? `Unauthorized request: ${id}`
    : `Execution failed due to configuration error: ${reason ?? message ?? refusal}`;
}

function identitySources(authorizer: LambdaAuthorizer | CognitoAuthorizer): readonly string[] {
  return authorizer.type === 'REQUEST' ? authorizer.identitySources : [authorizer.identitySource];
}

/** Of what identifies a caller the last six signs are shown, and never more than half of it (localstack/localstack#10636). */
function masked(text: string): string {
  const hidden = text.length - Math.min(6, Math.floor(text.length / 2));
  return '*'.repeat(hidden) + text.slice(hidden);
}

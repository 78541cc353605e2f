import { namedAs, type Principal, type Statement, statementsOf } from '../../../identity/index.js';
import { partitionOf, type RestApi } from '../../../model/index.js';
import { conditionValues } from '../../api-gateway/authorizers/condition-values.js';
import { evaluatePolicy, readPolicy, type Verdict } from '../../api-gateway/authorizers/policy.js';
import { mockHint } from '../../api-gateway/authorizers/refusal-hint.js';
import { signerOf } from '../../api-gateway/iam/signer.js';
import type { IamCaller, RestRequest } from '../../api-gateway/routed-request.js';
import { callerValues } from '../../permissions/index.js';
import type { Authorization } from './authorization.js';
import { methodArn } from './method-arn.js';

/** What the API's resource policy says of a caller, who is anonymous without a signature; a policy that cannot be read denies. */
export function resourceVerdict(
  request: RestRequest,
  caller?: IamCaller,
  { organizationId, action }: { readonly organizationId?: string | undefined; readonly action?: string } = {},
): Verdict {
  const principal: Principal = caller === undefined ? { anonymous: true } : signerOf(caller);
  const own = policyStatements(request.api).filter((statement) => isNamed(statement, principal));
  const policy = readPolicy({ Statement: own });
  const values = {
    ...conditionValues(request.client),
    ...(caller !== undefined && callerValues(signerOf(caller), organizationId)),
  };
  return policy === undefined ? 'denied' : evaluatePolicy(policy, methodArn(request), values, action);
}

/** The statements of an API's resource policy, with whole ARNs; none without a policy. */
export function policyStatements(api: RestApi): readonly (Statement & Readonly<Record<string, unknown>>)[] {
  return statementsOf(api.policy).map((statement) => withWholeArns({ ...statement }, api));
}

/** The refusal, in the words that name the caller and hide most of the account (http contract §1.11). */
export function refusedByPolicy(
  request: RestRequest,
  verdict: Exclude<Verdict, 'allowed'>,
  caller?: IamCaller,
): Authorization {
  return {
    allowed: false,
    refusal: 'ACCESS_DENIED',
    message: `${refusalWords(request, caller)}${verdict === 'denied' ? ' with an explicit deny' : ''}`,
    reason: `the resource policy of "${request.api.logicalId}" does not let it in (the client's address here is ${request.client.sourceIp}). ${mockHint.other}`,
  };
}

/** The refusal of a signer whose own policies do not let it. */
export function refusedBecause(reason: string, request: RestRequest, caller?: IamCaller): Authorization {
  return { allowed: false, refusal: 'ACCESS_DENIED', message: refusalWords(request, caller), reason };
}

function refusalWords(request: RestRequest, caller?: IamCaller): string {
  const arn = methodArn(request).replace(/:\d{8}(\d{4}):/, ':********$1:');
  return `User: ${caller?.userArn ?? 'anonymous'} is not authorized to perform: execute-api:Invoke on resource: ${arn}`;
}

/** Only a signature tells who a caller is; `*` is everyone. */
function isNamed(statement: Readonly<Record<string, unknown>>, principal: Principal): boolean {
  const { Principal: named, NotPrincipal } = statement;
  if (NotPrincipal !== undefined) return namedAs(NotPrincipal, principal) === undefined;
  return namedAs(named, principal) !== undefined;
}

/** `execute-api:/stage/GET/path` is short for the ARN of this very API. */
function withWholeArns(
  statement: Readonly<Record<string, unknown>>,
  { region, account, id }: RestApi,
): Readonly<Record<string, unknown>> {
  const owner = `arn:${partitionOf(region)}:execute-api:${region}:${account}:${id}`;
  const whole = (value: unknown): unknown =>
    (Array.isArray(value) ? value : [value]).map((one: unknown) =>
      typeof one === 'string' ? one.replace(/^execute-api:\//, `${owner}/`) : one,
    );
  const { Resource, NotResource } = statement;
  return {
    ...statement,
    ...(Resource !== undefined && { Resource: whole(Resource) }),
    ...(NotResource !== undefined && { NotResource: whole(NotResource) }),
  };
}

import { partitionOf, type RestApi } from '../../../model/index.js';
import { conditionValues } from '../../api-gateway/authorizers/condition-values.js';
import { evaluatePolicy, readPolicy, type Verdict } from '../../api-gateway/authorizers/policy.js';
import { mockHint } from '../../api-gateway/authorizers/refusal-hint.js';
import { isObject } from '../../api-gateway/result-json.js';
import type { IamCaller, RestRequest } from '../../api-gateway/routed-request.js';
import type { Authorization } from './authorization.js';
import { methodArn } from './method-arn.js';

/** What the API's resource policy says of a caller, who is anonymous without a signature; a policy that cannot be read denies. */
export function resourceVerdict(request: RestRequest, caller?: IamCaller, action?: string): Verdict {
  const { api } = request;
  const document = isObject(api.policy) ? api.policy : {};
  const stated = document['Statement'];
  const all: readonly unknown[] = Array.isArray(stated) ? stated : [stated];
  const own = all.filter((statement) => isObject(statement) && isNamed(statement, caller));
  const policy = readPolicy({ Statement: own.map((statement) => withWholeArns(statement, api)) });
  if (policy === undefined) return 'denied';
  return evaluatePolicy(policy, methodArn(request), conditionValues(request.client), action);
}

/** The refusal, in the words that name the caller and hide most of the account (http contract §1.11). */
export function refusedByPolicy(
  request: RestRequest,
  verdict: Exclude<Verdict, 'allowed'>,
  caller?: IamCaller,
): Authorization {
  const arn = methodArn(request).replace(/:\d{8}(\d{4}):/, ':********$1:');
  const words = `User: ${caller?.userArn ?? 'anonymous'} is not authorized to perform: execute-api:Invoke on resource: ${arn}`;
  return {
    allowed: false,
    refusal: 'ACCESS_DENIED',
    message: verdict === 'denied' ? `${words} with an explicit deny` : words,
    reason: `the resource policy of "${request.api.logicalId}" does not let it in (the client's address here is ${request.client.sourceIp}). ${mockHint.other}`,
  };
}

/** Only a signature tells who a caller is; `*` is everyone. */
function isNamed(statement: Readonly<Record<string, unknown>>, caller: IamCaller | undefined): boolean {
  const { Principal, NotPrincipal } = statement;
  if (NotPrincipal !== undefined) return !namesCaller(NotPrincipal, caller);
  return namesCaller(Principal, caller);
}

function namesCaller(principal: unknown, caller: IamCaller | undefined): boolean {
  const named: unknown = isObject(principal) ? principal['AWS'] : principal;
  const all: readonly unknown[] = Array.isArray(named) ? named : [named];
  return all.some((one) => {
    if (one === '*') return true;
    if (caller === undefined || typeof one !== 'string') return false;
    return one === caller.accountId || one.endsWith(`::${caller.accountId}:root`) || one === caller.userArn;
  });
}

/** `execute-api:/stage/GET/path` is short for the ARN of this very API. */
function withWholeArns(statement: unknown, { region, account, id }: RestApi): unknown {
  if (!isObject(statement)) return statement;
  const { Resource } = statement;
  const all: readonly unknown[] = Array.isArray(Resource) ? Resource : [Resource];
  const owner = `arn:${partitionOf(region)}:execute-api:${region}:${account}:${id}`;
  return {
    ...statement,
    Resource: all.map((one) => (typeof one === 'string' ? one.replace(/^execute-api:\//, `${owner}/`) : one)),
  };
}

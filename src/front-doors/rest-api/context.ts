import { stableId } from '../../model/index.js';
import { type ClientRequestHead, headerOf } from '../api-gateway/client-request.js';
import { firstLabel } from '../api-gateway/first-label.js';
import { formatRequestTime } from '../api-gateway/request-time.js';
import type { RestRequest } from '../api-gateway/routed-request.js';
import { resourceId } from './resource-id.js';

/** A request as far as it came: without a route when none fits, without a body when it was not read. */
export interface PartialRestRequest
  extends Pick<RestRequest, 'api' | 'ids'>, Partial<Omit<RestRequest, 'api' | 'ids' | 'client'>> {
  readonly client: ClientRequestHead;
}

/** What is known of every request, and what only of one that has found its route. */
export interface RestContext extends PartialRestContext {
  readonly resourceId: string;
  readonly resourcePath: string;
  readonly stage: string;
}

interface PartialRestContext {
  readonly resourceId?: string;
  readonly resourcePath?: string;
  readonly operationName?: string;
  readonly httpMethod: string;
  readonly extendedRequestId: string;
  readonly requestTime: string;
  readonly path: string;
  readonly accountId: string;
  readonly protocol: string;
  readonly stage?: string;
  readonly domainPrefix: string;
  readonly requestTimeEpoch: number;
  readonly requestId: string;
  readonly identity: ReturnType<typeof identity>;
  readonly domainName: string;
  readonly deploymentId: string;
  readonly apiId: string;
  readonly authorizer?: Readonly<Record<string, unknown>>;
  readonly isCanaryRequest?: boolean;
}

/** `requestContext` of events, which is also `$context` of mappings, keys in AWS's order (http contract §1.3, §1.15). */
export function requestContext(request: RestRequest): RestContext;
export function requestContext(request: PartialRestRequest): PartialRestContext;
export function requestContext(request: PartialRestRequest): PartialRestContext {
  const { client, api, stage, route, path = client.path, basePath, ids, caller } = request;
  const isTest = request.isTest === true;
  const domainName = isTest ? 'testPrefix.testDomainName' : (headerOf(client.headers, 'host') ?? '');
  return {
    ...(route !== undefined && { resourceId: resourceId(api.id, route.path), resourcePath: route.path }),
    ...(route?.operationName !== undefined && { operationName: route.operationName }),
    httpMethod: client.method,
    extendedRequestId: ids.extendedRequestId,
    requestTime: formatRequestTime(client.receivedAtMs),
    path: stage === undefined || basePath !== undefined || isTest ? client.path : `/${stage.name}${path}`,
    accountId: api.account,
    protocol: client.protocol,
    ...(stage !== undefined && { stage: stage.name }),
    domainPrefix: firstLabel(domainName),
    requestTimeEpoch: client.receivedAtMs,
    requestId: ids.requestId,
    identity: identity(request),
    domainName,
    deploymentId: stableId(`${api.id} deployment`, 6),
    apiId: api.id,
    ...(caller?.authorizer !== undefined && { authorizer: caller.authorizer }),
    ...(stage?.canary !== undefined && { isCanaryRequest: request.isCanary === true }),
  };
}

/** The stage's variables, those of the canary in their place. */
export function stageVariables({ stage, isCanary }: PartialRestRequest): Readonly<Record<string, string>> {
  return isCanary === true ? { ...stage?.variables, ...stage?.canary?.variables } : (stage?.variables ?? {});
}

function identity({ client, caller }: PartialRestRequest) {
  const iam = caller?.iam;
  const apiKey = caller?.apiKey;
  return {
    cognitoIdentityPoolId: null,
    accountId: iam?.accountId ?? null,
    cognitoIdentityId: null,
    caller: iam?.callerId ?? null,
    sourceIp: client.sourceIp,
    principalOrgId: null,
    accessKey: iam?.accessKey ?? null,
    cognitoAuthenticationType: null,
    cognitoAuthenticationProvider: null,
    userArn: iam?.userArn ?? null,
    userAgent: headerOf(client.headers, 'user-agent') ?? null,
    user: iam?.callerId ?? null,
    ...(apiKey !== undefined && { apiKey: apiKey.value, apiKeyId: apiKey.id }),
  };
}

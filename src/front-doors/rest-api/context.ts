import { type RestMethod, stableId } from '../../model/index.js';
import { type ClientRequestHead, headerOf } from '../api-gateway/client-request.js';
import { formatRequestTime } from '../api-gateway/request-time.js';
import type { RestRequest } from '../api-gateway/routed-request.js';

/** A request as far as it came: without a route when none fits, without a body when it was not read. */
export interface PartialRestRequest
  extends Pick<RestRequest, 'api' | 'ids'>, Partial<Omit<RestRequest, 'api' | 'ids' | 'client'>> {
  readonly client: ClientRequestHead;
}

/** `requestContext` of events, which is also `$context` of mappings, keys in AWS's order (http contract §1.3, §1.15). */
export function requestContext(request: PartialRestRequest): Record<string, unknown> {
  const { client, api, stage, route, path = client.path, ids, caller } = request;
  const domainName = headerOf(client.headers, 'host') ?? '';
  return {
    ...(route !== undefined && { resourceId: resourceId(api.id, route), resourcePath: route.path }),
    ...(route?.operationName !== undefined && { operationName: route.operationName }),
    httpMethod: client.method,
    extendedRequestId: ids.extendedRequestId,
    requestTime: formatRequestTime(client.receivedAtMs),
    path: stage === undefined ? path : `/${stage.name}${path}`,
    accountId: api.account,
    protocol: client.protocol,
    ...(stage !== undefined && { stage: stage.name }),
    domainPrefix: domainName.split(/[.:]/)[0],
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

function resourceId(apiId: string, { path }: RestMethod): string {
  return stableId(`${apiId} ${path}`, 6);
}

function identity({ client, caller }: PartialRestRequest): object {
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

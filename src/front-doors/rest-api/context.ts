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

type PartialRestContext = { readonly [Name in keyof ContextValues]?: Exclude<ContextValues[Name], undefined> } & Pick<
  ContextValues,
  'domainName' | 'identity' | 'requestId'
>;

type ContextValues = ReturnType<typeof valuesOf>;
type RoutedValues = ContextValues & Pick<RestContext, 'resourceId' | 'resourcePath' | 'stage'>;

/** `$context` of mappings: what an event has as its `requestContext`. */
export function requestContext(request: RestRequest): RestContext;
export function requestContext(request: PartialRestRequest): PartialRestContext;
export function requestContext(request: PartialRestRequest): object {
  return withoutGaps(contextValues(request));
}

/**
 * `requestContext` of events, keys in AWS's order (http contract §1.3, §1.15). What is not known is undefined, which JSON leaves out: objects
 * of one shape are made and written several times as quickly.
 */
export function contextValues(request: RestRequest): RoutedValues;
export function contextValues(request: PartialRestRequest): ContextValues;
export function contextValues(request: PartialRestRequest): ContextValues {
  return valuesOf(request);
}

function valuesOf(request: PartialRestRequest) {
  const { client, api, stage, route, path = client.path, basePath, ids, caller } = request;
  const isTest = request.isTest === true;
  const domainName = isTest ? 'testPrefix.testDomainName' : (headerOf(client.headers, 'host') ?? '');
  return {
    resourceId: route === undefined ? undefined : resourceId(api.id, route.path),
    resourcePath: route?.path,
    operationName: route?.operationName,
    httpMethod: client.method,
    extendedRequestId: ids.extendedRequestId,
    requestTime: formatRequestTime(client.receivedAtMs),
    path: stage === undefined || basePath !== undefined || isTest ? client.path : `/${stage.name}${path}`,
    accountId: api.account,
    protocol: client.protocol,
    stage: stage?.name,
    domainPrefix: firstLabel(domainName),
    requestTimeEpoch: client.receivedAtMs,
    requestId: ids.requestId,
    identity: identity(request),
    domainName,
    deploymentId: stableId(`${api.id} deployment`, 6),
    apiId: api.id,
    authorizer: caller?.authorizer,
    isCanaryRequest: stage?.canary === undefined ? undefined : request.isCanary === true,
  };
}

function withoutGaps(values: object): object {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** The stage's variables, those of the canary in their place. */
export function stageVariables({ stage, isCanary }: PartialRestRequest): Readonly<Record<string, string>> {
  return isCanary === true ? { ...stage?.variables, ...stage?.canary?.variables } : (stage?.variables ?? {});
}

function identity({ client, caller }: PartialRestRequest) {
  const iam = caller?.iam;
  const apiKey = caller?.apiKey;
  const values = {
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
  };
  return apiKey === undefined ? values : { ...values, apiKey: apiKey.value, apiKeyId: apiKey.id };
}

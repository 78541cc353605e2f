import { headerOf } from '../api-gateway/client-request.js';
import { matchedBasePath } from '../api-gateway/domain-mappings.js';
import { formatRequestTime } from '../api-gateway/request-time.js';
import { isObject, scalarText } from '../api-gateway/result-json.js';
import type { HttpRequest } from '../api-gateway/routed-request.js';
import { requestPath, routeKey } from './request-path.js';

/** `$context.<name>` of an HTTP API; undefined when there is no such value. */
export function contextValue(request: HttpRequest, name: string): string | undefined {
  const { client, api, stage, ids, caller } = request;
  if (name.startsWith('authorizer.')) return authorizerValue(request, name.slice('authorizer.'.length).split('.'));
  const domainName = headerOf(client.headers, 'host') ?? '';
  const values: Readonly<Record<string, () => string | undefined>> = {
    accountId: () => api.account,
    apiId: () => api.id,
    domainName: () => domainName,
    domainPrefix: () => domainName.split(/[.:]/)[0],
    'customDomain.basePathMatched': () => matchedBasePath(request.basePath),
    extendedRequestId: () => ids.requestId,
    httpMethod: () => client.method,
    path: () => requestPath(request),
    protocol: () => client.protocol,
    requestId: () => ids.requestId,
    requestTime: () => formatRequestTime(client.receivedAtMs),
    requestTimeEpoch: () => String(client.receivedAtMs),
    routeKey: () => routeKey(request),
    stage: () => stage.name,
    'identity.sourceIp': () => client.sourceIp,
    'identity.userAgent': () => headerOf(client.headers, 'user-agent'),
    'identity.accountId': () => caller?.iam?.accountId,
    'identity.caller': () => caller?.iam?.callerId,
    'identity.user': () => caller?.iam?.callerId,
    'identity.userArn': () => caller?.iam?.userArn,
  };
  return Object.hasOwn(values, name) ? values[name]?.() : undefined;
}

function authorizerValue({ caller }: HttpRequest, path: readonly string[]): string | undefined {
  const [first = '', second = ''] = path;
  if (first === 'claims') return caller?.jwt?.claims[second];
  if (first === 'principalId') return caller?.lambda?.principalId;
  const value = path.reduce<unknown>(
    (map, key) => (isObject(map) && Object.hasOwn(map, key) ? map[key] : undefined),
    caller?.lambda?.context,
  );
  return scalarText(value);
}

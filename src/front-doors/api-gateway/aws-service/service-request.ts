import type { ServiceTarget } from '../../../model/index.js';
import type { BackendRequest } from '../backend/call-backend.js';
import { type Header, headerOf } from '../client-request.js';
import { sendableHeaders } from '../mapped-headers.js';
import { formType, jsonProtocols, queryServices } from './protocols.js';

/** A call of an AWS service with what mappings have made of the client's request. */
export interface ServiceCall {
  readonly apiId: string;
  readonly traceId: string;
  readonly called: ServiceTarget;
  readonly httpMethod: string;
  readonly headers: readonly Header[];
  /** Encoded. */
  readonly query: string;
  readonly body: Buffer;
  readonly contentType: string;
  /** A path or action with its `{parameters}` and stage variables. */
  readonly fill: (text: string) => string;
}

/**
 * The request that the gateway makes of an integration's URI: a path is called as it stands, an action by the service's own protocol
 * (developer guide, "Set up an integration request"). Where the host has a subdomain a neighbour gets it as the first part of the path;
 * `endpoint` is the neighbour, undefined for AWS's own host.
 */
export function serviceRequest(
  call: ServiceCall,
  endpoint: string | undefined,
): Omit<BackendRequest, 'timeoutMs' | 'signal'> {
  const { service, subdomain, region, target } = call.called;
  const isSynchronous = 'action' in target && target.action === 'StartSyncExecution';
  const name = [subdomain, isSynchronous ? `sync-${service}` : service].filter((part) => part !== undefined).join('.');
  const host = `${name}.${region}.amazonaws.com`;
  const base =
    endpoint === undefined ? `https://${host}` : [endpoint, subdomain].filter((part) => part !== undefined).join('/');
  // Behind the name of an action may stand parameters of a query: `GetObject&Bucket=…`.
  const action = 'action' in target ? call.fill(target.action) : undefined;
  const [actionName = '', ...ofQuery] = action?.split('&') ?? [];
  const protocol = action === undefined ? undefined : jsonProtocols.get(service);
  const url = new URL(`${base}/${'path' in target ? call.fill(target.path) : ''}`);
  const asAction = action === undefined || protocol !== undefined ? '' : `Action=${actionName}`;
  url.search = [url.search.slice(1), asAction, ...ofQuery, call.query].filter((part) => part !== '').join('&');
  const sent = sentBody(call);
  const defaults: Header[] = [
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${call.apiId}`],
    ...(protocol === undefined ? [] : [['X-Amz-Target', `${protocol.target}.${actionName}`] as const]),
    ...(sent.type === undefined ? [] : [['Content-Type', sent.type] as const]),
  ];
  const given = new Set(call.headers.map(([name]) => name.toLowerCase()));
  return {
    method: call.httpMethod,
    url: url.href,
    headers: [
      ...defaults.filter(([name]) => !given.has(name.toLowerCase())),
      ...sendableHeaders(call.headers),
      ['X-Amzn-Apigateway-Api-Id', call.apiId],
      ['X-Amzn-Trace-Id', call.traceId],
    ],
    body: sent.body,
  };
}

/** A query service takes a form or nothing; the type is that of a mapping where there is one. */
function sentBody({ called: { service, target }, httpMethod, headers, body, contentType }: ServiceCall): {
  readonly body: Buffer;
  readonly type?: string;
} {
  const given = headerOf(headers, 'content-type');
  const isQuery = 'action' in target && queryServices.has(service);
  if (isQuery) return { type: formType, body: given?.startsWith(formType) === true ? body : Buffer.alloc(0) };
  if (httpMethod === 'GET' || httpMethod === 'HEAD' || body.length === 0) return { body: Buffer.alloc(0) };
  const type = 'action' in target ? jsonProtocols.get(service)?.contentType : undefined;
  return { body, type: type ?? contentType };
}

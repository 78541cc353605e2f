import type { RestServiceIntegration } from '../../../../model/index.js';
import type { BackendRequest } from '../../../api-gateway/backend/call-backend.js';
import { type Header, headerOf } from '../../../api-gateway/client-request.js';
import type { RestRequest } from '../../../api-gateway/routed-request.js';
import type { EventAdditions } from '../../request-to-event.js';
import { filledUri, queryOf } from '../http-request.js';
import type { MappedBody } from '../mapped.js';
import { sendableHeaders } from '../passed-headers.js';
import { formType, jsonProtocols, queryServices } from './protocols.js';

export interface ServiceCall {
  readonly parameters: EventAdditions;
  readonly mapped: MappedBody;
  /** Of the neighbour; AWS's own host when undefined. */
  readonly endpoint: string | undefined;
}

/**
 * The request that the gateway makes of an integration's URI: a path is called as it stands, an action by the service's own protocol
 * (developer guide, "Set up an integration request"). Where the host has a subdomain a neighbour gets it as the first part of the path.
 */
export function serviceRequest(
  request: RestRequest,
  integration: RestServiceIntegration,
  call: ServiceCall,
): Omit<BackendRequest, 'timeoutMs' | 'signal'> {
  const { service, subdomain, region, target } = integration;
  const { parameters, endpoint } = call;
  const isSynchronous = 'action' in target && target.action === 'StartSyncExecution';
  const name = [subdomain, isSynchronous ? `sync-${service}` : service].filter((part) => part !== undefined).join('.');
  const host = `${name}.${region}.amazonaws.com`;
  const base =
    endpoint === undefined ? `https://${host}` : [endpoint, subdomain].filter((part) => part !== undefined).join('/');
  // Behind the name of an action may stand parameters of a query: `GetObject&Bucket=…`.
  const action = 'action' in target ? filledUri(request, target.action, parameters) : undefined;
  const [actionName = '', ...ofQuery] = action?.split('&') ?? [];
  const protocol = action === undefined ? undefined : jsonProtocols.get(service);
  const url = new URL(`${base}/${'path' in target ? filledUri(request, target.path, parameters) : ''}`);
  const asAction = action === undefined || protocol !== undefined ? '' : `Action=${actionName}`;
  url.search = [url.search.slice(1), asAction, ...ofQuery, queryOf(parameters)].filter((part) => part !== '').join('&');
  const sent = mappedBody(integration, call);
  const defaults: Header[] = [
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${request.api.id}`],
    ...(protocol === undefined ? [] : [['X-Amz-Target', `${protocol.target}.${actionName}`] as const]),
    ...(sent.type === undefined ? [] : [['Content-Type', sent.type] as const]),
  ];
  const given = new Set(parameters.headers.map(([name]) => name.toLowerCase()));
  return {
    method: integration.httpMethod === 'ANY' ? request.client.method : integration.httpMethod,
    url: url.href,
    headers: [
      ...defaults.filter(([name]) => !given.has(name.toLowerCase())),
      ...sendableHeaders(parameters.headers),
      ['X-Amzn-Apigateway-Api-Id', request.api.id],
      ['X-Amzn-Trace-Id', request.ids.traceId],
    ],
    body: sent.body,
  };
}

/** A query service takes a form or nothing; the type is that of a mapping where there is one. */
function mappedBody(
  { service, target, httpMethod }: RestServiceIntegration,
  { parameters, mapped }: ServiceCall,
): { readonly body: Buffer; readonly type?: string } {
  const given = headerOf(parameters.headers, 'content-type');
  const isQuery = 'action' in target && queryServices.has(service);
  if (isQuery) return { type: formType, body: given?.startsWith(formType) === true ? mapped.body : Buffer.alloc(0) };
  if (httpMethod === 'GET' || httpMethod === 'HEAD' || mapped.body.length === 0) return { body: Buffer.alloc(0) };
  const type = 'action' in target ? jsonProtocols.get(service)?.contentType : undefined;
  return { body: mapped.body, type: type ?? mapped.contentType };
}

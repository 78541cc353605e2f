import type http from 'node:http';
import { messageOf, newUuid } from '../../../base/index.js';
import type { RestApi, RestMethod } from '../../../model/index.js';
import type { ApiRegistry } from '../../../registry/index.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { abortWhenGone } from '../../api-gateway/exchange.js';
import { decodePercent } from '../../api-gateway/percent.js';
import { readBody } from '../../api-gateway/read-body.js';
import { resourceId } from '../resource-id.js';
import { readTestInput } from './test-input.js';
import { createMethodTester, type TestedRoute } from './test-method.js';

export interface TestInvokeNeeds extends DoorNeeds {
  readonly registry: { readonly apis: Pick<ApiRegistry, 'list'> };
}

const pathForm = /^\/restapis\/([^/?]+)\/resources\/([^/?]+)\/methods\/([^/?]+)$/;
const bodyLimit = 10_485_760;

/**
 * TestInvokeMethod of API Gateway's own API, for the REST APIs that are served here: answers false for every other request. A resource is
 * named by the id that events show as `requestContext.resourceId`, or by its path.
 */
export function createTestInvokeHandler(
  needs: TestInvokeNeeds,
): (request: http.IncomingMessage, response: http.ServerResponse) => boolean {
  const test = createMethodTester(needs);
  return (request, response) => {
    const [, apiId = '', resource = '', verb = ''] = pathForm.exec(request.url ?? '') ?? [];
    const api = needs.registry.apis.list().find((one): one is RestApi => one.kind === 'rest' && one.id === apiId);
    if (request.method !== 'POST' || api === undefined) return false;
    const answer = async (): Promise<void> => {
      const bytes = await readBody(request, bodyLimit);
      const input = bytes && readTestInput(bytes);
      if (input === undefined) {
        refuse(response, 400, 'BadRequestException', 'Invalid request body');
        return;
      }
      const found = routeOf(api, decodePercent(resource), verb.toUpperCase(), accessKeyIn(request));
      if (typeof found === 'string') {
        refuse(response, 404, 'NotFoundException', found);
        return;
      }
      send(response, 200, await test(found, input, { signal: abortWhenGone(response), response }), {});
    };
    answer().catch((error: unknown) => {
      needs.logger.error(`TestInvokeMethod failed: ${messageOf(error)}`, { error });
      if (!response.headersSent) refuse(response, 500, 'InternalFailure', messageOf(error));
    });
    return true;
  };
}

/** The method, or what API Gateway says of one that is not there. */
function routeOf(api: RestApi, resource: string, verb: string, accessKey: string): TestedRoute | string {
  const own = api.routes.filter(({ path }) => path === resource || resourceId(api.id, path) === resource);
  if (own.length === 0) return 'Invalid Resource identifier specified';
  const fits = (method: string) => (route: RestMethod) => route.method === method;
  const route = own.find(fits(verb)) ?? own.find(fits('ANY'));
  if (route === undefined) return 'Invalid Method identifier specified';
  return { api, route, method: verb === 'ANY' ? 'GET' : verb, accessKey };
}

function accessKeyIn({ headers }: http.IncomingMessage): string {
  return /Credential=([^/,\s]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}

function refuse(response: http.ServerResponse, status: number, type: string, message: string): void {
  send(response, status, { message }, { 'x-amzn-ErrorType': type });
}

function send(response: http.ServerResponse, status: number, body: object, headers: http.OutgoingHttpHeaders): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(text),
    'x-amzn-RequestId': newUuid(),
    ...headers,
  });
  response.end(text);
}

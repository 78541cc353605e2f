import type http from 'node:http';
import { ClientGone, messageOf, newUuid } from '../../../base/index.js';
import type { RestApi, RestMethod } from '../../../model/index.js';
import type { ApiRegistry } from '../../../registry/index.js';
import type { Exchange } from '../../api-gateway/api-door.js';
import { mockHint } from '../../api-gateway/authorizers/refusal-hint.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { decodePercent } from '../../api-gateway/percent.js';
import { readBody } from '../../api-gateway/read-body.js';
import { resourceId } from '../resource-id.js';
import { createAuthorizerTester, type TestedAuthorizer } from './test-authorizer.js';
import { readTestInput, type TestInput } from './test-input.js';
import { createMethodTester, type TestedRoute } from './test-method.js';

export interface TestInvokeNeeds extends DoorNeeds {
  readonly registry: { readonly apis: Pick<ApiRegistry, 'list'> };
}

const methodForm = /^\/restapis\/([^/?]+)\/resources\/([^/?]+)\/methods\/([^/?]+)$/;
const authorizerForm = /^\/restapis\/([^/?]+)\/authorizers\/([^/?]+)$/;
const bodyLimit = 10_485_760;

/**
 * TestInvokeMethod and TestInvokeAuthorizer of API Gateway's own API, for the REST APIs that are served here: answers false for every other
 * request. A resource is named by the id that events show as `requestContext.resourceId`, or by its path; an authorizer by its name.
 */
export function createTestInvokeHandler(
  needs: TestInvokeNeeds,
): (request: http.IncomingMessage, response: http.ServerResponse) => boolean {
  const testMethod = createMethodTester(needs);
  const testAuthorizer = createAuthorizerTester(needs);
  const findTest = ({ url = '', headers }: http.IncomingMessage, api: RestApi): Test | Refusal => {
    const [, , resource, verb = ''] = methodForm.exec(url) ?? [];
    if (resource !== undefined) {
      const found = routeOf(api, decodePercent(resource), verb.toUpperCase(), accessKeyIn(headers));
      return typeof found === 'string' ? notFound(found) : (input, exchange) => testMethod(found, input, exchange);
    }
    const found = authorizerOf(api, decodePercent(authorizerForm.exec(url)?.[2] ?? ''));
    return 'type' in found ? found : (input, { signal }) => testAuthorizer(found, input, signal);
  };
  return (request, response) => {
    const apiId = (methodForm.exec(request.url ?? '') ?? authorizerForm.exec(request.url ?? ''))?.[1];
    const api = needs.registry.apis.list().find((one): one is RestApi => one.kind === 'rest' && one.id === apiId);
    if (request.method !== 'POST' || api === undefined) return false;
    const answer = async (): Promise<void> => {
      const bytes = await readBody(request, bodyLimit);
      const input = bytes && readTestInput(bytes);
      const test = input === undefined ? badRequest('Invalid request body') : findTest(request, api);
      if (input === undefined || 'type' in test) refuse(response, test as Refusal);
      else send(response, 200, await test(input, { signal: new ClientGone(response) }), {});
    };
    answer().catch((error: unknown) => {
      needs.logger.error(`${request.url ?? ''} cannot be tested: ${messageOf(error)}`, { error });
      if (!response.headersSent) refuse(response, { status: 500, type: 'InternalFailure', message: messageOf(error) });
    });
    return true;
  };
}

type Test = (input: TestInput, exchange: Exchange) => Promise<object>;

interface Refusal {
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

const notFound = (message: string): Refusal => ({ status: 404, type: 'NotFoundException', message });
const badRequest = (message: string): Refusal => ({ status: 400, type: 'BadRequestException', message });

/** The authorizer, unless there is none or nobody here can ask it. */
function authorizerOf(api: RestApi, name: string): TestedAuthorizer | Refusal {
  const authorizer = api.authorizers[name];
  if (authorizer === undefined) return notFound('Invalid Authorizer identifier specified');
  if (authorizer.type !== 'UNVERIFIABLE') return { api, name, authorizer };
  return badRequest(`The authorizer "${name}" cannot be tested: ${authorizer.reason}. ${mockHint.other}`);
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

function accessKeyIn(headers: http.IncomingHttpHeaders): string {
  return /Credential=([^/,\s]+)\//.exec(headers.authorization ?? '')?.[1] ?? '';
}

function refuse(response: http.ServerResponse, { status, type, message }: Refusal): void {
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

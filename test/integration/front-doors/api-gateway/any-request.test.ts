import {
  APIGatewayProxyEventSchema,
  APIGatewayProxyEventV2Schema,
  LambdaFunctionUrlSchema,
} from '@aws-lambda-powertools/parser/schemas';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Api, FunctionUrl } from '../../../../src/model/index.js';
import { anyRequest, sendRequest, type SentRequest } from '../../../support/any-request.js';
import { frontendOf } from '../../../support/fake-frontend.js';
import { apiOf, routeOf } from '../../../support/routed-request.js';
import { openUrl, serveApis } from '../../../support/served-apis.js';

const anyPath = [routeOf({ method: 'ANY', path: '/' }), routeOf({ method: 'ANY', path: '/{p+}' })];
const restApi = apiOf({ id: 'rest', stage: 'live', binaryMediaTypes: ['image/*'], routes: anyPath });
const httpApi = (payloadFormat: '1.0' | '2.0'): Api =>
  apiOf({
    id: 'http',
    kind: 'http',
    stage: '$default',
    routes: [routeOf({ method: 'ANY', path: '$default', payloadFormat })],
  });

/** Whatever Node's client can send arrives in the event as AWS delivers it (http contract §1.2, §2.2, §2.3, §4.2), and is never a 500. */
describe('any request', () => {
  async function everyRequestArrives(
    at: { readonly apis: readonly Api[]; readonly urls?: readonly FunctionUrl[]; readonly prefix: string },
    check: (event: Record<string, unknown>, sent: SentRequest) => void,
  ): Promise<void> {
    let event: Record<string, unknown> = {};
    const keepEvent = frontendOf((_target, arrived) => {
      event = arrived;
      return { statusCode: 200 };
    });
    await using server = await serveApis(at.apis, keepEvent, { urls: at.urls ?? [] });
    await fc.assert(
      fc.asyncProperty(anyRequest, async (sent) => {
        event = {};

        expect(await sendRequest(server.port, at.prefix, sent)).toBe(200);

        check(event, sent);
      }),
      { numRuns: 250 },
    );
  }

  it('arrives at a REST API', async () => {
    await everyRequestArrives({ apis: [restApi], prefix: '/_aws/execute-api/rest/live' }, (event, sent) => {
      const isBinary = sent.contentType === 'IMAGE/png';
      expect(event).toMatchObject({
        path: sent.path,
        httpMethod: sent.method,
        requestContext: { path: `/live${sent.path}` },
        ...lastAndAll(sent),
        body: sent.body.length === 0 ? null : sent.body.toString(isBinary ? 'base64' : 'utf8'),
        isBase64Encoded: isBinary,
      });
      expect(APIGatewayProxyEventSchema.safeParse(event).error).toBeUndefined();
    });
  });

  it('arrives at an HTTP API as payload 1.0', async () => {
    await everyRequestArrives({ apis: [httpApi('1.0')], prefix: '/_aws/execute-api/http' }, (event, sent) => {
      expect(event).toMatchObject({
        version: '1.0',
        httpMethod: sent.method,
        ...lastAndAll({ ...sent, headers: lowerCase(sent) }),
        ...fixedListBody(sent, null),
      });
      // The published schema knows nothing of the empty authorizer that HTTP APIs send.
      const { authorizer, ...requestContext } = event['requestContext'] as Record<string, unknown>;
      expect(authorizer).toEqual({ claims: null, scopes: null });
      expect(APIGatewayProxyEventSchema.safeParse({ ...event, requestContext }).error).toBeUndefined();
    });
  });

  it('arrives at an HTTP API as payload 2.0', async () => {
    await everyRequestArrives({ apis: [httpApi('2.0')], prefix: '/_aws/execute-api/http' }, (event, sent) => {
      expect(event).toMatchObject(payload2(sent));
      expect(event['rawPath']).toBe(requestContextOf(event).http.path);
      expect(event['rawPath']).toBe(decodedPath(sent.path)?.split('?')[0] ?? event['rawPath']);
      expect('cookies' in event).toBe(sent.cookies.length > 0);
      expect('queryStringParameters' in event).toBe(parametersOf(sent).length > 0);
      expect(APIGatewayProxyEventV2Schema.safeParse(event).error).toBeUndefined();
    });
  });

  it('arrives at a function URL', async () => {
    await everyRequestArrives({ apis: [], urls: [openUrl], prefix: '/_aws/lambda-url/url123' }, (event, sent) => {
      expect(event).toMatchObject({ ...payload2(sent), rawPath: sent.path });
      expect('body' in event).toBe(sent.body.length > 0);
      expect(LambdaFunctionUrlSchema.safeParse(event).error).toBeUndefined();
    });
  });
});

function payload2(sent: SentRequest): object {
  const parameters = parametersOf(sent);
  return {
    version: '2.0',
    routeKey: '$default',
    rawQueryString: sent.query,
    headers: Object.fromEntries(lowerCase(sent).map(([name, values]) => [name, values.join(',')])),
    requestContext: { http: { method: sent.method, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' } },
    ...(sent.cookies.length > 0 && { cookies: sent.cookies }),
    ...(parameters.length > 0 && {
      queryStringParameters: Object.fromEntries(grouped(parameters).map(([name, values]) => [name, values.join(',')])),
    }),
    ...fixedListBody(sent, undefined),
  };
}

/** Text types by a fixed list; a form is binary (http contract §0.14). */
function fixedListBody({ body, contentType }: SentRequest, none: null | undefined): object {
  const isText = contentType === 'application/json' || contentType === 'text/plain; charset=utf-8';
  if (body.length === 0) return { isBase64Encoded: false, ...(none === null && { body: null }) };
  return { isBase64Encoded: !isText, body: body.toString(isText ? 'utf8' : 'base64') };
}

function lastAndAll({ query, headers }: Pick<SentRequest, 'query' | 'headers'>): object {
  const parameters = parametersOf({ query });
  return {
    headers: Object.fromEntries(headers.map(([name, values]) => [name, values.at(-1)])),
    multiValueHeaders: Object.fromEntries(headers),
    queryStringParameters: parameters.length === 0 ? null : Object.fromEntries(parameters),
    multiValueQueryStringParameters: parameters.length === 0 ? null : Object.fromEntries(grouped(parameters)),
  };
}

function lowerCase({ headers }: SentRequest): SentRequest['headers'] {
  return headers.map(([name, values]) => [name.toLowerCase(), values]);
}

/** As browsers and Node.js read a query: the reference that is not ours. */
function parametersOf({ query }: Pick<SentRequest, 'query'>): [string, string][] {
  // Only a leading question mark would be taken for the mark itself.
  return [...new URLSearchParams(`?${query}`)];
}

function grouped(parameters: readonly [string, string][]): [string, string[]][] {
  const names = [...new Set(parameters.map(([name]) => name))];
  return names.map((name) => [name, parameters.filter((pair) => pair[0] === name).map(([, value]) => value)]);
}

function decodedPath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function requestContextOf(event: Record<string, unknown>): { readonly http: { readonly path: string } } {
  return event['requestContext'] as { readonly http: { readonly path: string } };
}

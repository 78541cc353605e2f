import type { Header } from '../../api-gateway/client-request.js';
import type { ClientResponse } from '../../api-gateway/client-response.js';
import { parseQuery } from '../../api-gateway/query.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import type { TestedCall } from './observed-calls.js';

/** What a test did, to be told as AWS tells it. */
export interface TestedMethod {
  readonly request: RestRequest;
  readonly call?: TestedCall;
  readonly response: ClientResponse;
  /** Why the gateway answered itself. */
  readonly failure?: string;
  readonly endedAtMs: number;
}

/** The execution log of TestInvokeMethod, line by line (recording test_apigw_test_invoke_method_api). */
export function testLog({ request, call, response, failure, endedAtMs }: TestedMethod): string {
  const { client, route, ids, pathParameters } = request;
  const at = (ms: number) => (text: string) => `${javaTime(ms)} : ${text}`;
  const begun = [
    `Starting execution for request: ${ids.requestId}`,
    `HTTP Method: ${client.method}, Resource Path: ${route.path}`,
    `Method request path: ${mapText(pathParameters)}`,
    `Method request query string: ${mapText(parseQuery(client.query, /[&;]/))}`,
    `Method request headers: ${mapText(client.headers)}`,
    `Method request body before transformations: ${client.body.toString()}`,
  ];
  const ended =
    failure === undefined
      ? [
          `Method response body after transformations: ${response.body.toString()}`,
          `Method response headers: ${mapText(response.headers)}`,
          'Successfully completed execution',
        ]
      : [failure];
  return [
    `Execution log for request ${ids.requestId}`,
    ...begun.map(at(client.receivedAtMs)),
    ...(call === undefined ? [] : callLines(call, request, endedAtMs)).map(at(endedAtMs)),
    ...[...ended, `Method completed with status: ${response.status}`].map(at(endedAtMs)),
    '',
  ].join('\n');
}

function callLines(call: TestedCall, request: RestRequest, endedAtMs: number): readonly string[] {
  const { outcome, requestId, executedVersion, latencyMs } = call;
  const received: Header[] = [
    ['Date', new Date(endedAtMs).toUTCString()],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(outcome.payload.length)],
    ['Connection', 'keep-alive'],
    ['x-amzn-RequestId', requestId],
    ['x-amzn-Remapped-Content-Length', '0'],
    ...(outcome.outcome === 'function-error' ? [['X-Amz-Function-Error', 'Unhandled'] as const] : []),
    ['X-Amz-Executed-Version', executedVersion],
    ['X-Amzn-Trace-Id', request.ids.traceId],
  ];
  return [
    ...sentLines(call, request, endedAtMs),
    `Received response. Status: 200, Integration latency: ${latencyMs} ms`,
    `Endpoint response headers: ${mapText(received)}`,
    `Endpoint response body before transformations: ${outcome.payload.toString()}`,
  ];
}

/** What the gateway sent to the function, of which AWS hides the signature and cuts off the end. */
export function sentLines(
  { functionArn, payload }: TestedCall,
  { api, ids }: RestRequest,
  atMs: number,
): readonly string[] {
  const uri = `https://lambda.${api.region}.amazonaws.com/2015-03-31/functions/${functionArn}/invocations`;
  const sent: Header[] = [
    ['x-amzn-lambda-integration-tag', ids.requestId],
    ['Authorization', '*'.repeat(64)],
    ['X-Amz-Date', new Date(atMs).toISOString().replace(/[-:]|\.\d+/g, '')],
    ['x-amzn-apigateway-api-id', api.id],
    ['Accept', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${api.id}`],
  ];
  return [
    `Endpoint request URI: ${uri}`,
    `Endpoint request headers: ${mapText(sent).slice(0, -1)} [TRUNCATED]`,
    `Endpoint request body after transformations: ${payload.toString()}`,
    `Sending request to ${uri}`,
  ];
}

/** `{a=1, b=2}`, as Java prints a map. */
function mapText(pairs: readonly (readonly [string, string])[]): string {
  return `{${pairs.map(([name, value]) => `${name}=${value}`).join(', ')}}`;
}

/** `Sat Nov 28 22:44:00 UTC 2026` */
export function javaTime(ms: number): string {
  const [, day = '', date = '', month = '', year = '', time = ''] =
    /^(\w+), (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(ms).toUTCString()) ?? [];
  return `${day} ${month} ${date} ${time} UTC ${year}`;
}

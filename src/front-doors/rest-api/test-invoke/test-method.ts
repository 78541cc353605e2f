import { newUuid } from '../../../base/index.js';
import { formatFunctionArn, partitionOf, type RestApi, type RestMethod } from '../../../model/index.js';
import type { Exchange } from '../../api-gateway/api-door.js';
import type { Header } from '../../api-gateway/client-request.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { newExtendedRequestId } from '../../api-gateway/extended-request-id.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { compileRoutes } from '../../api-gateway/routing/match-route.js';
import { continueTrace } from '../../api-gateway/trace-id.js';
import { restGatewayResponse } from '../gateway-responses.js';
import { createIntegrations } from '../integrations/call-integration.js';
import type { FailedIntegration } from '../integrations/integrated.js';
import { createBodyValidators } from '../../api-gateway/models/body-validators.js';
import { validateRequest } from '../validation/validate-request.js';
import type { TestInput } from './test-input.js';
import { testLog, type TestedCall } from './test-log.js';

/** The answer of TestInvokeMethod, keys as AWS sends them (http contract §1.14). */
export interface TestAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly log: string;
  readonly latency: number;
}

export interface TestedRoute {
  readonly api: RestApi;
  readonly route: RestMethod;
  readonly method: string;
  readonly accessKey: string;
}

/** Runs methods without authorizer, API key and throttle, and tells what happened. */
export function createMethodTester(
  needs: DoorNeeds,
): (tested: TestedRoute, input: TestInput, exchange: Exchange) => Promise<TestAnswer> {
  const validators = createBodyValidators();
  return async (tested, input, exchange) => {
    const startedMs = needs.clock.monotonicMs();
    const request = requestOf(tested, input, needs.clock.now());
    let call: TestedCall | undefined;
    const callIntegration = createIntegrations(observed(needs, request, (seen) => (call = seen)));
    const integrated = (await validateRequest(request, validators)) ?? (await callIntegration(request, exchange));
    if (integrated === 'sent') throw new Error('A test is never streamed.');
    const failed = 'refusal' in integrated ? integrated : undefined;
    const response = 'refusal' in integrated ? restGatewayResponse(integrated, request) : integrated;
    const shown = shownHeaders(response.headers);
    const failure = failed && failureText(failed, call);
    return {
      status: response.status,
      body: response.body.toString(),
      headers: Object.fromEntries(shown),
      multiValueHeaders: grouped(shown),
      log: testLog({
        request,
        response: { ...response, headers: shown },
        endedAtMs: needs.clock.now(),
        ...(call !== undefined && { call }),
        ...(failure !== undefined && { failure }),
      }),
      latency: Math.round(needs.clock.monotonicMs() - startedMs),
    };
  };
}

/** As AWS shows a test to the function: without headers of its own, and with made-up words for what a client would have. */
function requestOf({ api, route, method, accessKey }: TestedRoute, input: TestInput, nowMs: number): RestRequest {
  const path = input.path ?? route.path;
  const match = compileRoutes({ ...api, routes: [route] })(method, path);
  const { account } = api;
  const isStreamed = route.integration.type === 'AWS_PROXY' && route.integration.streams;
  return {
    client: {
      method,
      path,
      query: input.query,
      headers: input.headers,
      body: Buffer.from(input.body),
      sourceIp: 'test-invoke-source-ip',
      protocol: 'HTTP/1.1',
      scheme: 'https',
      port: 443,
      receivedAtMs: nowMs,
    },
    api,
    stage: { name: 'test-invoke-stage', variables: input.stageVariables },
    route: isStreamed ? { ...route, integration: { ...route.integration, streams: false } } : route,
    path,
    pathParameters: match?.pathParameters ?? [],
    ids: { requestId: newUuid(), extendedRequestId: newExtendedRequestId(), traceId: continueTrace(undefined, nowMs) },
    isTest: true,
    caller: {
      iam: {
        accessKey,
        accountId: account,
        callerId: account,
        userArn: `arn:${partitionOf(api.region)}:iam::${account}:root`,
      },
      apiKey: { id: 'test-invoke-api-key-id', value: 'test-invoke-api-key' },
    },
  };
}

/** The same needs, with a frontend that shows the call of the function. */
function observed(needs: DoorNeeds, { api }: RestRequest, see: (call: TestedCall) => void): DoorNeeds {
  const { frontend, clock } = needs;
  return {
    ...needs,
    frontend: {
      check: (request) => frontend.check(request),
      async invoke(request) {
        const startedMs = clock.monotonicMs();
        const result = await frontend.invoke(request);
        const { name, qualifier } = request.target;
        see({
          functionArn: formatFunctionArn({
            region: api.region,
            account: api.account,
            name,
            ...(qualifier !== undefined && { qualifier }),
          }),
          payload: request.payload,
          outcome: result.outcome,
          requestId: result.requestId,
          executedVersion: result.executedVersion,
          latencyMs: Math.round(clock.monotonicMs() - startedMs),
        });
        return result;
      },
    },
  };
}

/** Without the ids of a response; the trace comes first. */
function shownHeaders(headers: readonly Header[]): readonly Header[] {
  const isTrace = ([name]: Header): boolean => name === 'X-Amzn-Trace-Id';
  const kept = headers.filter(([name]) => !/^(x-amzn-requestid|x-amz-apigw-id)$/i.test(name));
  return [...kept.filter(isTrace), ...kept.filter((header) => !isTrace(header))];
}

function failureText({ refusal, reason, message }: FailedIntegration, call: TestedCall | undefined): string {
  if (call?.outcome.outcome === 'function-error') {
    return `Lambda execution failed with status 200 due to customer function error: ${call.outcome.payload.toString()}. Lambda request id: ${call.requestId}`;
  }
  return `Execution failed due to configuration error: ${reason ?? message ?? refusal}`;
}

function grouped(headers: readonly (readonly [string, string])[]): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of headers) (values[name] ??= []).push(value);
  return values;
}

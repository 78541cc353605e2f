import type { RestApi, RestMethod } from '../../../model/index.js';
import type { Exchange } from '../../api-gateway/api-door.js';
import type { Header } from '../../api-gateway/client-request.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { compileRoutes } from '../../api-gateway/routing/match-route.js';
import { restGatewayResponse } from '../gateway-responses.js';
import { createIntegrations } from '../integrations/call-integration.js';
import type { FailedIntegration } from '../integrations/integrated.js';
import { createBodyValidators } from '../../api-gateway/models/body-validators.js';
import { validateRequest } from '../validation/validate-request.js';
import { observed, type TestedCall } from './observed-calls.js';
import type { TestInput } from './test-input.js';
import { testLog } from './test-log.js';
import { testRequest } from './test-request.js';

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

/** The tested method with its route; what would be streamed is collected. */
function requestOf({ api, route, method, accessKey }: TestedRoute, input: TestInput, nowMs: number): RestRequest {
  const path = input.path ?? route.path;
  const match = compileRoutes({ ...api, routes: [route] })(method, path);
  return {
    ...testRequest({ api, method, path, accessKey, stage: 'test-invoke-stage' }, input, nowMs),
    route: 'streams' in route.integration ? { ...route, integration: { ...route.integration, streams: false } } : route,
    pathParameters: match?.pathParameters ?? [],
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

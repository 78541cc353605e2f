import type { Exchange } from '../../api-gateway/api-door.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { parseResult } from '../../api-gateway/result-json.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';
import { templateEngine } from '../../api-gateway/templates/template-engine.js';
import { callAwsService } from './aws-service.js';
import { callHttp, callHttpProxy } from './http.js';
import type { FailedIntegration, Integrated } from './integrated.js';
import { callLambda } from './lambda.js';
import { callLambdaProxy } from './lambda-proxy.js';
import { callMapped } from './mapped.js';
import { answerMock } from './mock.js';

/** Calls what answers a method. */
export function createIntegrations(
  needs: DoorNeeds,
): (request: RestRequest, exchange: Exchange) => Promise<Integrated> {
  const engine = templateEngine();
  return async (request, exchange) => {
    const { integration } = request.route;
    const { signal } = exchange;
    const broken = 'requestParameters' in integration ? brokenBody(integration.requestParameters, request) : undefined;
    if (broken !== undefined) return broken;
    switch (integration.type) {
      case 'AWS_PROXY':
        return callLambdaProxy(needs, request, integration, exchange);
      case 'HTTP_PROXY':
        return callHttpProxy(request, integration, exchange);
      case 'AWS':
        return callMapped(await engine(), request, integration, (mapped) =>
          callLambda(needs, request, integration, mapped, signal),
        );
      case 'AWS_SERVICE':
        return callMapped(await engine(), request, integration, (mapped) =>
          callAwsService(needs, request, integration, mapped, signal),
        );
      case 'HTTP':
        return callMapped(await engine(), request, integration, (mapped) =>
          callHttp(request, integration, mapped, signal),
        );
      case 'MOCK':
        return callMapped(await engine(), request, integration, (mapped) => Promise.resolve(answerMock(mapped)));
      case 'UNSUPPORTED':
        return { refusal: 'API_CONFIGURATION_ERROR', reason: integration.reason };
    }
  };
}

/** A mapping from a body which begins like JSON and is none fails the request (http contract §1.8). */
function brokenBody(
  parameters: Readonly<Record<string, string>>,
  { client }: RestRequest,
): FailedIntegration | undefined {
  const readsBody = Object.values(parameters).some((source) => /^method\.request\.body(\.|$)/.test(source));
  if (!readsBody || !/^\s*[{["']/.test(client.body.toString('latin1', 0, 64))) return undefined;
  if (parseResult(client.body) !== undefined) return undefined;
  return { refusal: 'BAD_REQUEST_BODY', message: 'Invalid JSON in request body' };
}

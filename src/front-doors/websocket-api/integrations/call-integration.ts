import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import { templateEngine } from '../../api-gateway/templates/template-engine.js';
import type { RouteCall } from '../route-call.js';
import { callAwsService } from './aws-service.js';
import { callHttp, callHttpProxy } from './http.js';
import type { FailedIntegration, Integrated } from './integrated.js';
import { callLambda, callLambdaProxy } from './lambda.js';
import { callMapped } from './mapped.js';
import type { BackendAnswer } from './mapped-response.js';

/** Calls what answers a route; a route without an integration just succeeds. */
export function createIntegrations(needs: DoorNeeds): (call: RouteCall, signal: AbortSignal) => Promise<Integrated> {
  const engine = templateEngine();
  return async (call, signal) => {
    const { integration } = call.route;
    switch (integration?.type) {
      case undefined:
        return { status: 200 };
      case 'UNSUPPORTED':
        return { failed: 'configuration', reason: integration.reason };
      case 'AWS_PROXY':
        return callLambdaProxy(needs, call, integration, signal);
      case 'HTTP_PROXY':
        return callHttpProxy(call, integration, signal);
      case 'AWS':
        return callMapped(await engine(), call, integration, (body) =>
          callLambda(needs, call, integration, body, signal),
        );
      case 'AWS_SERVICE':
        return callMapped(await engine(), call, integration, (body) =>
          callAwsService(needs, call, integration, body, signal),
        );
      case 'HTTP':
        return callMapped(await engine(), call, integration, (body) => callHttp(call, integration, body, signal));
      case 'MOCK':
        return callMapped(await engine(), call, integration, (body) => Promise.resolve(answerMock(body)));
    }
  };
}

/** A mock answers the status that its request template names; names may stand without quotes. */
function answerMock(body: Buffer): BackendAnswer | FailedIntegration {
  const found = /^\s*\{[\s\S]*?["']?statusCode["']?\s*:\s*["']?(\d{3})["']?\s*[,}]/.exec(body.toString('utf8'))?.[1];
  if (found === undefined) {
    return { failed: 'configuration', reason: 'the request template of its mock makes no JSON with a "statusCode"' };
  }
  return { status: Number(found), headers: [], body: Buffer.alloc(0), selectionText: found, isError: false };
}

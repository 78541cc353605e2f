import { ClientGone } from '../../base/index.js';
import type { BalancerRule, LoadBalancer, RuleAction, TargetGroup } from '../../model/index.js';
import type { Answer } from '../api-gateway/api-door.js';
import { callFunction } from '../api-gateway/call-function.js';
import { type ClientRequestHead, type Header, headerOf } from '../api-gateway/client-request.js';
import type { DoorNeeds } from '../api-gateway/door-needs.js';
import type { Arrived } from '../api-gateway/exchange.js';
import { readBody } from '../api-gateway/read-body.js';
import { continueTrace } from '../api-gateway/trace-id.js';
import { balancerSource } from './balancer-source.js';
import { errorPage } from './error-page.js';
import { balancedHeaders } from './forwarded-headers.js';
import { isUpgrade } from './refuse-request.js';
import { balancedRequestToEvent } from './request-to-event.js';
import { balancedResultToResponse } from './result-to-response.js';
import { rewriteRequest } from './rewrite.js';
import { chooseGroup } from './stay-with-group.js';

/** A request whose rule sends it to target groups. */
export interface ForwardedRequest extends Arrived {
  readonly head: ClientRequestHead;
  /** Without the address of the listener. */
  readonly path: string;
  readonly balancer: LoadBalancer;
  readonly rule: BalancerRule;
  readonly action: Extract<RuleAction, { readonly type: 'forward' }>;
  /** What authentication adds. */
  readonly added: readonly Header[];
}

const bodyLimit = 1024 * 1024;

/** Invokes the function of one of the groups; it may take as long as the function may run. */
export async function forwardToTarget(needs: DoorNeeds, forwarded: ForwardedRequest): Promise<Answer> {
  const { head, action, request, response } = forwarded;
  const refuse = (status: number, reason: string): Answer => {
    needs.logger.warn(`${head.method} ${forwarded.path} answers ${status}: ${reason}`);
    return errorPage(status);
  };
  if (isUpgrade(head)) return refuse(400, 'a target that is a function takes no WebSocket.');
  const chosen = chooseGroup(action, head, Math.random());
  if (chosen === undefined)
    return refuse(503, `every target group of the rule "${forwarded.rule.logicalId}" has the weight 0.`);
  const { group, cookies } = chosen;
  const { functionReference } = group;
  if (functionReference === undefined) return refuse(503, `the target group "${group.logicalId}" has no function.`);
  const signal = new ClientGone(response);
  const body = await readBody(request, bodyLimit).catch(() => 'gone' as const);
  if (body === 'gone') return 'sent';
  if (body === undefined) return errorPage(413);
  const { payload, traceId } = eventOf(forwarded, group, body);
  const call = await callFunction(needs, {
    functionReference,
    owner: forwarded.balancer,
    source: balancerSource(group, forwarded.balancer),
    payload,
    timeoutMs: Infinity,
    traceId,
    signal,
  });
  if (signal.aborted) return 'sent';
  if ('failed' in call) return refuse(502, `function "${functionReference}": ${call.reason}`);
  if (call.outcome.outcome === 'function-error') return errorPage(502);
  const answered = balancedResultToResponse(call.outcome.payload, group);
  if ('malformed' in answered) {
    return refuse(502, `function "${functionReference}": malformed result: ${answered.malformed}.`);
  }
  return { ...answered, headers: [...answered.headers, ...cookies] };
}

function eventOf(
  { head, path, balancer, rule, added }: ForwardedRequest,
  group: TargetGroup,
  body: Buffer,
): { readonly payload: Buffer; readonly traceId: string } {
  const traceId = continueTrace(headerOf(head.headers, 'x-amzn-trace-id'), head.receivedAtMs);
  const headers = [...balancedHeaders({ ...head, body }, balancer, traceId), ...added];
  const seen = rewriteRequest({ method: head.method, path, query: head.query, headers, body }, rule.rewrites);
  return { payload: Buffer.from(JSON.stringify(balancedRequestToEvent(group, seen))), traceId };
}

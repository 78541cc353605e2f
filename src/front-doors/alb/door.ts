import type { ApiRegistry } from '../../registry/index.js';
import type { Answer } from '../api-gateway/api-door.js';
import type { ClientRequestHead } from '../api-gateway/client-request.js';
import { type ClientResponse, jsonResponse } from '../api-gateway/client-response.js';
import type { DoorNeeds } from '../api-gateway/door-needs.js';
import type { Arrived } from '../api-gateway/exchange.js';
import { createKeySets } from '../api-gateway/tokens/key-sets.js';
import type { BalancerAddress } from './address.js';
import { authenticate } from './authenticate.js';
import { authenticateByToken } from './authenticate-by-token.js';
import { errorPage } from './error-page.js';
import { findListener } from './find-listener.js';
import { forwardToTarget } from './forward.js';
import { hostName, matchRule } from './matching/match-rule.js';
import { redirectResponse } from './redirect.js';
import { refusedStatus } from './refuse-request.js';

/** A request for a listener of a load balancer. */
export interface BalancerArrival extends Arrived {
  readonly head: ClientRequestHead;
  readonly address: BalancerAddress;
}

export interface BalancerDoorNeeds extends DoorNeeds {
  readonly registry: { readonly apis: Pick<ApiRegistry, 'balancers'> };
  /** Where a listener has a port of its own; undefined while it has none. */
  readonly listenerPort?: (listenerId: string) => { readonly scheme: string; readonly port: number } | undefined;
}

/** Application Load Balancers: the rules of a listener, and the functions behind its target groups. */
export function createBalancerDoor(needs: BalancerDoorNeeds): (arrival: BalancerArrival) => Promise<Answer> {
  const keySets = createKeySets(needs.clock);
  const isMocked = needs.authorization.disabled || needs.authorization.mockClaims !== undefined;
  return async ({ head, address, request, response }) => {
    const found = findListener(needs.registry.apis.balancers(), address);
    if (found === undefined) {
      const id = 'listenerId' in address ? address.listenerId : address.label;
      return jsonResponse(404, JSON.stringify({ message: `No load balancer or listener has the id "${id}".` }));
    }
    const { balancer, listener } = found;
    const { path } = address;
    const refused = refusedStatus({ ...head, path });
    if (refused !== undefined) return errorPage(refused);
    const rule = matchRule(listener.rules, { ...head, path });
    if (rule === undefined) return errorPage(503);
    const warn = (status: number, reason: string): ClientResponse => {
      needs.logger.warn(
        `${head.method} ${path} answers ${status}: the rule "${rule.logicalId}" of "${listener.logicalId}": ${reason}`,
      );
      return errorPage(status);
    };
    const { token } = rule.authentication ?? {};
    const verdict =
      token === undefined || isMocked
        ? authenticate(rule.authentication, needs.authorization)
        : await authenticateByToken(token, head, keySets);
    if ('status' in verdict) return warn(verdict.status, verdict.reason);
    const { action } = rule;
    switch (action.type) {
      case 'unsupported':
        return warn(503, `${action.reason}.`);
      case 'fixed-response':
        return fixedResponse(action.statusCode, action.contentType, action.body);
      case 'redirect': {
        const requested = { scheme: head.scheme, host: hostName(head), port: head.port, path, query: head.query };
        return redirectResponse(action, requested, (port) => {
          const sibling = balancer.listeners.find((one) => one.port === port);
          return sibling && needs.listenerPort?.(sibling.id);
        });
      }
      case 'forward': {
        const { headers: added } = verdict;
        return forwardToTarget(needs, { head, path, balancer, rule, action, added, request, response });
      }
    }
  };
}

/** Its text is UTF-8, and the type says so. */
function fixedResponse(status: number, contentType: string | undefined, body: string): ClientResponse {
  return {
    status,
    headers: [
      ['Server', 'awselb/2.0'],
      ['Content-Type', `${contentType ?? 'text/plain'}; charset=utf-8`],
    ],
    body: Buffer.from(body),
  };
}

import { BlockList, isIPv6 } from 'node:net';
import type { BalancerRule, RuleCondition } from '../../../model/index.js';
import { type ClientRequestHead, headerOf } from '../../api-gateway/client-request.js';
import { normalizePath } from './normalize-path.js';
import { rawQuery } from './raw-query.js';
import { fitsWildcard } from './wildcard.js';

/** What rules look at; `path` is without the address of the listener. */
export interface RoutableRequest extends Pick<ClientRequestHead, 'method' | 'query' | 'headers' | 'sourceIp'> {
  readonly path: string;
}

/** The first rule, in their order, whose conditions all hold (Elastic Load Balancing, "Listener rules"). */
export function matchRule(rules: readonly BalancerRule[], request: RoutableRequest): BalancerRule | undefined {
  return rules.find(({ conditions }) => conditions.every((condition) => holds(condition, request)));
}

function holds(condition: RuleCondition, request: RoutableRequest): boolean {
  switch (condition.field) {
    case 'path-pattern': {
      const path = normalizePath(request.path);
      return (
        condition.values.some((pattern) => fitsWildcard(pattern, path)) || fitsRegex(condition.regexValues, path, '')
      );
    }
    case 'host-header': {
      const host = hostName(request).toLowerCase();
      return (
        condition.values.some((pattern) => fitsWildcard(pattern.toLowerCase(), host)) ||
        fitsRegex(condition.regexValues, host, 'i')
      );
    }
    case 'http-header':
      return request.headers
        .filter(([name]) => name.toLowerCase() === condition.name.toLowerCase())
        .some(
          ([, value]) =>
            condition.values.some((pattern) => fitsWildcard(pattern.toLowerCase(), value.toLowerCase())) ||
            fitsRegex(condition.regexValues, value, 'i'),
        );
    case 'http-request-method':
      return condition.values.includes(request.method);
    case 'query-string':
      return rawQuery(request.query).some(([name, value]) =>
        condition.values.some(
          (wanted) =>
            (wanted.key === undefined || fitsIgnoringCase(wanted.key, name)) && fitsIgnoringCase(wanted.value, value),
        ),
      );
    case 'source-ip':
      return condition.values.some((block) => isInBlock(block, request.sourceIp));
  }
}

/** The `Host` header without its port. */
export function hostName({ headers }: Pick<ClientRequestHead, 'headers'>): string {
  return (headerOf(headers, 'host') ?? '').replace(/:\d*$/, '');
}

function fitsIgnoringCase(pattern: string, text: string): boolean {
  return fitsWildcard(pattern.toLowerCase(), text.toLowerCase(), { escapes: true });
}

/** Whether AWS anchors these expressions is not documented: they match anywhere, as its examples write `^` and `$` themselves. */
function fitsRegex(expressions: readonly string[], text: string, flags: string): boolean {
  return expressions.some((expression) => new RegExp(expression, flags).test(text));
}

function isInBlock(block: string, address: string): boolean {
  const [network = '', prefix] = block.split('/');
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  if (isIPv6(address) !== (family === 'ipv6')) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(prefix ?? (family === 'ipv6' ? 128 : 32)), family);
  return list.check(address, family);
}

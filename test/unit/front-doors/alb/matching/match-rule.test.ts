import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { matchRule, type RoutableRequest } from '../../../../../src/front-doors/alb/matching/match-rule.js';
import type { BalancerRule, RuleCondition } from '../../../../../src/model/index.js';
import { balancerRule } from '../../../../support/load-balancer.js';

const request = (sketch: Partial<RoutableRequest> = {}): RoutableRequest => ({
  method: 'GET',
  path: '/',
  query: '',
  headers: [['Host', 'example.com:8080']],
  sourceIp: '192.0.2.7',
  ...sketch,
});
const holds = (condition: RuleCondition, sketch: Partial<RoutableRequest> = {}): boolean =>
  matchRule([balancerRule({ conditions: [condition] })], request(sketch)) !== undefined;
const values = (...texts: string[]) => ({ values: texts, regexValues: [] });

// Elastic Load Balancing, "Condition types for listener rules".
describe('a condition of a rule', () => {
  it('on the path tells upper from lower case, and looks at the normalized path alone', () => {
    const condition: RuleCondition = { field: 'path-pattern', ...values('/img/*') };

    expect(holds(condition, { path: '/img/a', query: 'x=1' })).toBe(true);
    expect(holds(condition, { path: '/IMG/a' })).toBe(false);
    expect(holds(condition, { path: '/x/../img/%61' })).toBe(true);
    expect(holds(condition, { path: '/x', query: '/img/a' })).toBe(false);
  });

  it('on the host knows neither case nor port', () => {
    expect(holds({ field: 'host-header', ...values('*.Example.com', 'EXAMPLE.com') })).toBe(true);
    expect(holds({ field: 'host-header', ...values('*.example.com') })).toBe(false);
  });

  it('on a header knows no case, and takes any of its values', () => {
    const condition: RuleCondition = { field: 'http-header', name: 'User-Agent', ...values('*Chrome*', 'x') };

    expect(holds(condition, { headers: [['user-agent', 'My CHROME/1']] })).toBe(true);
    expect(
      holds(condition, {
        headers: [
          ['USER-AGENT', 'y'],
          ['user-agent', 'X'],
        ],
      }),
    ).toBe(true);
    expect(holds(condition, { headers: [['other', 'x']] })).toBe(false);
  });

  it('on the method is the method as it is', () => {
    const condition: RuleCondition = { field: 'http-request-method', values: ['GET'] };

    expect([holds(condition), holds(condition, { method: 'HEAD' })]).toEqual([true, false]);
  });

  it('on the query takes a key with a value, or any value, without case and as they were sent', () => {
    const pair: RuleCondition = { field: 'query-string', values: [{ key: 'Version', value: 'v1*' }] };
    const any: RuleCondition = { field: 'query-string', values: [{ value: '*a%20b*' }] };

    expect(holds(pair, { query: 'x=1&VERSION=V12' })).toBe(true);
    expect(holds(pair, { query: 'other=v1' })).toBe(false);
    expect(holds(any, { query: 'k=xa%20by' })).toBe(true);
    expect(holds(any, { query: 'k=a+b' })).toBe(false);
  });

  it('on the source takes the address of the connection, of either family', () => {
    const condition: RuleCondition = { field: 'source-ip', values: ['192.0.2.0/24', '2001:db8::/32'] };

    expect(holds(condition, { headers: [['x-forwarded-for', '10.0.0.1']] })).toBe(true);
    expect(holds(condition, { sourceIp: '2001:db8:1::1' })).toBe(true);
    expect(holds(condition, { sourceIp: '10.0.0.1', headers: [['x-forwarded-for', '192.0.2.1']] })).toBe(false);
  });

  it('may be a regular expression', () => {
    const path: RuleCondition = { field: 'path-pattern', values: [], regexValues: ['^/v[0-9]+/'] };

    expect([holds(path, { path: '/v12/x' }), holds(path, { path: '/vx/' })]).toEqual([true, false]);
  });
});

/** Rules over two letters, and what they mean by way of regular expressions. */
const text = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 3 });
const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?'), maxLength: 3 });
const condition = fc.oneof(
  fc.array(pattern, { minLength: 1, maxLength: 2 }).map((texts) => ({
    field: 'path-pattern' as const,
    ...values(...texts.map((one) => `/${one}`)),
  })),
  fc.array(pattern, { minLength: 1, maxLength: 2 }).map((texts) => ({
    field: 'http-header' as const,
    name: 'X-Test',
    ...values(...texts),
  })),
  fc.constantFrom('GET', 'POST').map((method) => ({ field: 'http-request-method' as const, values: [method] })),
  pattern.map((value) => ({ field: 'query-string' as const, values: [{ key: 'q', value }] })),
);
const rules = fc
  .array(fc.array(condition, { maxLength: 3 }), { maxLength: 5 })
  .map((all) => all.map((conditions, priority) => balancerRule({ priority, conditions })));

function obviously(all: readonly BalancerRule[], asked: { method: string; path: string; header: string; q: string }) {
  const fits = (texts: readonly string[], given: string): boolean =>
    texts.some((one) => new RegExp(`^${one.replaceAll('*', '.*').replaceAll('?', '.')}$`).test(given));
  return all.find(({ conditions }) =>
    conditions.every((one) => {
      if (one.field === 'path-pattern') return fits(one.values, asked.path);
      if (one.field === 'http-header') return fits(one.values, asked.header);
      if (one.field === 'query-string')
        return fits(
          one.values.map(({ value }) => value),
          asked.q,
        );
      return one.values.some((value) => value === asked.method);
    }),
  );
}

describe('the rules of a listener', () => {
  it('are asked in their order, and the first one takes the request whose conditions all hold', () => {
    fc.assert(
      fc.property(rules, fc.constantFrom('GET', 'POST'), text, text, text, (all, method, path, header, q) => {
        const found = matchRule(all, {
          method,
          path: `/${path}`,
          query: `q=${q}`,
          headers: [['x-test', header]],
          sourceIp: '192.0.2.1',
        });

        expect(found).toBe(obviously(all, { method, path: `/${path}`, header, q }));
      }),
      { numRuns: 1000 },
    );
  });
});

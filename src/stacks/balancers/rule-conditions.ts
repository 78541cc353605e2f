import { isIP } from 'node:net';
import type { RuleCondition } from '../../model/index.js';
import { listAt, mapAt, textAt, textsAt, type Values } from '../apis/values.js';
import { mapOf } from '../resolver/properties.js';

/** Either all conditions of a rule, or why the rule cannot be decided here. */
export type ConditionsReading = { readonly conditions: readonly RuleCondition[] } | { readonly problem: string };

/** The conditions as the template has them, in the long form (`PathPatternConfig`) or the short one (`Values`). */
export function readConditions(entries: readonly unknown[]): ConditionsReading {
  const conditions: RuleCondition[] = [];
  for (const entry of entries) {
    const values = mapOf(entry) ?? {};
    const field = textAt(values, 'Field') ?? '';
    const condition = readCondition(field, values);
    if (condition === undefined) return { problem: `a condition on "${field}" is not known` };
    const problem = problemOf(condition);
    if (problem !== undefined) return { problem };
    conditions.push(condition);
  }
  return { conditions };
}

function readCondition(field: string, values: Values): RuleCondition | undefined {
  const config = (name: string): Values | undefined => mapAt(values, name);
  const texts = (name: string): readonly string[] => {
    const own = textsOf(config(name), 'Values');
    return own.length > 0 ? own : textsOf(values, 'Values');
  };
  const regexes = (name: string): readonly string[] => [
    ...textsOf(config(name), 'RegexValues'),
    ...textsOf(values, 'RegexValues'),
  ];
  switch (field) {
    case 'path-pattern':
      return { field, values: texts('PathPatternConfig'), regexValues: regexes('PathPatternConfig') };
    case 'host-header':
      return { field, values: texts('HostHeaderConfig'), regexValues: regexes('HostHeaderConfig') };
    case 'http-header':
      return {
        field,
        name: textAt(config('HttpHeaderConfig'), 'HttpHeaderName') ?? '',
        values: texts('HttpHeaderConfig'),
        regexValues: regexes('HttpHeaderConfig'),
      };
    case 'http-request-method':
      return { field, values: texts('HttpRequestMethodConfig') };
    case 'source-ip':
      return { field, values: texts('SourceIpConfig') };
    case 'query-string':
      return { field, values: (listAt(config('QueryStringConfig'), 'Values') ?? []).map(queryValue) };
    default:
      return undefined;
  }
}

function queryValue(entry: unknown): { readonly key?: string; readonly value: string } {
  const values = mapOf(entry);
  const key = textAt(values, 'Key');
  return { ...(key !== undefined && { key }), value: textAt(values, 'Value') ?? '' };
}

/** A list of text; commas in it mean nothing. */
function textsOf(values: Values | undefined, key: string): readonly string[] {
  return listAt(values, key) === undefined ? [] : textsAt(values, key);
}

function problemOf(condition: RuleCondition): string | undefined {
  const { field } = condition;
  const expressions = 'regexValues' in condition ? condition.regexValues : [];
  if (condition.values.length + expressions.length === 0) {
    return `its condition on "${field}" has no value that is known here`;
  }
  const wrong = expressions.find((expression) => !isExpression(expression));
  if (wrong !== undefined) return `"${wrong}" is no regular expression`;
  if (field !== 'source-ip') return undefined;
  const block = condition.values.find((value) => !isBlock(value));
  return block === undefined ? undefined : `"${block}" is no block of addresses, such as "192.0.2.0/24"`;
}

/** Whether text is a regular expression. */
export function isExpression(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

function isBlock(text: string): boolean {
  const [network = '', prefix = '0', ...rest] = text.split('/');
  const family = isIP(network);
  return family !== 0 && rest.length === 0 && /^\d+$/.test(prefix) && Number(prefix) <= (family === 6 ? 128 : 32);
}

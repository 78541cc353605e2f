import { invalidParameterValue } from '../../../../model/index.js';

/** With the quota raised as far as it goes (developer guide, "Control which events Lambda sends to your function"). */
const mostFilters = 10;

/** Every pattern is a JSON object whose leaves are lists that are not empty (event sources contract §2.2). */
export function checkFilters(filters: readonly { readonly Pattern?: string }[]): void {
  if (filters.length > mostFilters) {
    throw invalidParameterValue(`FilterCriteria has ${filters.length} filters; a mapping has at most ${mostFilters}.`);
  }
  for (const { Pattern = '' } of filters) {
    if (!isPattern(parse(Pattern))) throw invalidParameterValue('Invalid filter pattern definition.');
  }
}

function isPattern(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((member) => (Array.isArray(member) ? member.length > 0 : isPattern(member)));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

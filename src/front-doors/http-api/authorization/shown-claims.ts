/** Claims as events show them, all text: lists as `[a b]`, maps as JSON, null left out (http contract §2.5). */
export function shownClaims(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([name, value]) => [name, shown(value)]),
  );
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return `[${value.map(shown).join(' ')}]`;
  return JSON.stringify(value);
}

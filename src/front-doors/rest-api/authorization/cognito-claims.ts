const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Claims of a user pool as events show them: all text, lists with commas, two of the times as Java prints them (http contract §1.11). */
export function shownCognitoClaims(claims: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(claims)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, shown(name, value)]),
  );
}

function shown(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' && (name === 'exp' || name === 'iat')) return javaDate(value);
  return Array.isArray(value) ? value.map(String).join(',') : JSON.stringify(value);
}

/** `Tue Apr 04 18:39:39 UTC 2023` */
function javaDate(epochSeconds: number): string {
  const time = new Date(epochSeconds * 1000);
  const day = String(time.getUTCDate()).padStart(2, '0');
  const clock = time.toISOString().slice(11, 19);
  return `${days[time.getUTCDay()] ?? ''} ${months[time.getUTCMonth()] ?? ''} ${day} ${clock} UTC ${time.getUTCFullYear()}`;
}

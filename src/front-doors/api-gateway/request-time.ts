const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2026:19:03:58 +0000`, the form of access logs (http contract §1.3). */
export function formatRequestTime(epochMs: number): string {
  const second = Math.floor(epochMs / 1000);
  if (second !== latest.second) latest = { second, text: format(epochMs) };
  return latest.text;
}

/** Most requests come in the second of the one before. */
let latest = { second: Number.NaN, text: '' };

function format(epochMs: number): string {
  const time = new Date(epochMs);
  const two = (part: number): string => String(part).padStart(2, '0');
  const date = `${two(time.getUTCDate())}/${months[time.getUTCMonth()] ?? ''}/${time.getUTCFullYear()}`;
  return `${date}:${two(time.getUTCHours())}:${two(time.getUTCMinutes())}:${two(time.getUTCSeconds())} +0000`;
}

import { invalidParameterValue, LATEST } from '../../../model/index.js';
import type { QualifiedSetting } from '../../../registry/index.js';

export interface PageInput {
  readonly Marker?: string;
  readonly MaxItems?: number;
}

/** However many are asked for, AWS gives at most this many at once (contract §2.5). */
const largestPage = 50;

/** One page of items that are sorted by `keyOf`. The marker holds the last key shown, so it survives restarts and changes of the list. */
export function pageOf<T>(
  sorted: readonly T[],
  keyOf: (item: T) => string,
  { Marker, MaxItems = Infinity }: PageInput,
  pageSize = largestPage,
): { readonly items: readonly T[]; readonly next?: string } {
  const after = Marker === undefined ? undefined : decodeMarker(Marker);
  const rest = after === undefined ? sorted : sorted.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, Math.min(MaxItems, pageSize));
  const last = items.at(-1);
  return last === undefined || items.length === rest.length ? { items } : { items, next: encodeMarker(keyOf(last)) };
}

/** `$LATEST` before the numbers, which are in the order of numbers and not of texts. */
export function versionSortKey(version: string): string {
  return version === LATEST ? '' : version.padStart(20, '0');
}

/** A page of settings of a function's qualifiers, which are sorted already. */
export function pageOfQualified<T>(
  sorted: readonly QualifiedSetting<T>[],
  input: PageInput,
): { readonly items: readonly QualifiedSetting<T>[]; readonly next?: string } {
  return pageOf(sorted, ({ qualifier }) => qualifierSortKey(qualifier), input);
}

function qualifierSortKey(qualifier: string): string {
  if (qualifier === LATEST) return '';
  return /^\d+$/.test(qualifier) ? `1${versionSortKey(qualifier)}` : `2${qualifier}`;
}

function encodeMarker(key: string): string {
  return Buffer.from(JSON.stringify({ after: key })).toString('base64');
}

function decodeMarker(marker: string): string {
  try {
    const { after } = JSON.parse(Buffer.from(marker, 'base64').toString()) as { readonly after?: unknown };
    if (typeof after === 'string') return after;
  } catch {
    // Told below, like every other marker that is not ours.
  }
  throw invalidParameterValue('Invalid pagination token');
}

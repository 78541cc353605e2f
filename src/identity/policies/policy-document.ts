import type { Statement } from './evaluate-statements.js';

/** The statements of a policy document, sent as text; none when it is no policy. */
export function statementsIn(document: string): readonly Statement[] {
  try {
    return statementsOf(JSON.parse(document));
  } catch {
    return [];
  }
}

/** The same of a document that is parsed; what is no object is left out. */
export function statementsOf(document: unknown): readonly Statement[] {
  if (typeof document !== 'object' || document === null) return [];
  const stated: unknown = Reflect.get(document, 'Statement');
  const all: readonly unknown[] = Array.isArray(stated) ? stated : [stated];
  return all.filter((one): one is Statement => typeof one === 'object' && one !== null);
}

import type { Session } from '../session.js';
import type { Finding } from './finding.js';

/** A finding as one line of JSON, or as text with its remedy on a line of its own. */
export function findingLine(finding: Finding, { settings, paintOut }: Pick<Session, 'settings' | 'paintOut'>): string {
  if (settings.logFormat === 'json') return JSON.stringify(finding);
  const { topic, state, text, remedy } = finding;
  const head = `${marks[state]} ${topic}: ${text}`;
  const shown = state === 'wrong' ? paintOut('red', head) : head;
  return remedy === undefined ? shown : `${shown}\n     ${remedy}`;
}

const marks: Readonly<Record<Finding['state'], string>> = { good: 'ok  ', note: 'note', wrong: 'BAD ' };

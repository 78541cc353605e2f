/** One broken constraint in AWS's words (contract §2.4). `shown` is the value as AWS prints it, undefined for values that it hides. */
export function violation(path: string, shown: string | undefined, phrase: string): string {
  const value = shown === undefined ? 'Value' : `Value ${shown}`;
  return `${value} at '${path}' failed to satisfy constraint: ${phrase}`;
}

/** Every violation in one message: `2 validation errors detected: …; …`. */
export function violationsMessage(violations: readonly string[]): string {
  const noun = violations.length === 1 ? 'error' : 'errors';
  return `${violations.length} validation ${noun} detected: ${violations.join('; ')}`;
}

/** A value as Java prints it: text raw, lists `[a, b]`, maps `{a=b}`; all in quotes but `null`. */
export function shownValue(value: unknown): string {
  return value === undefined || value === null ? 'null' : `'${javaText(value)}'`;
}

function javaText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (isRecord(value)) {
    const entries = Object.entries(value).map(([key, item]) => `${key}=${javaText(item)}`);
    return `{${entries.join(', ')}}`;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

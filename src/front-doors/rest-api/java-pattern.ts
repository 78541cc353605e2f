/**
 * A pattern of an API, which is Java's and has to fit the whole text: flags may stand at its beginning (`(?i)`), quoted parts between
 * `\Q` and `\E`. Throws a `SyntaxError` when JavaScript cannot read it.
 */
export function javaPattern(pattern: string): RegExp {
  const [, flags = '', rest = ''] = /^(?:\(\?([imsu]+)\))?(.*)$/s.exec(pattern) ?? [];
  const source = rest.replace(/\\Q(.*?)(?:\\E|$)/gs, (_, quoted: string) =>
    quoted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
  );
  return new RegExp(`^(?:${source})$`, flags.replace('u', ''));
}

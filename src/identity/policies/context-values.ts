/** What conditions and policy variables may ask about, by key in lower case (`aws:sourceip`); a list is a key with several values. */
export type ContextValues = Readonly<Record<string, string | readonly string[]>>;

/** The values of a key, whatever its casing; undefined when the request has none. */
export function valuesOf(key: string, values: ContextValues): readonly string[] | undefined {
  const lower = key.toLowerCase();
  const found = Object.hasOwn(values, lower) ? values[lower] : undefined;
  return typeof found === 'string' ? [found] : found;
}

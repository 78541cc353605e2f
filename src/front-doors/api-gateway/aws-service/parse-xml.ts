interface Element {
  readonly name: string;
  text: string;
  readonly children: [name: string, value: unknown][];
}

const token =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<\/([\w:.-]+)\s*>|<([\w:.-]+)[^>]*?(\/?)>|([^<]+)/g;

/**
 * The root of an answer of AWS's query protocol and what it holds: text, null for nothing, a map of children, a list where a name comes again
 * or is `member`. Undefined for text that is no XML.
 */
export function parseXml(text: string): readonly [name: string, value: unknown] | undefined {
  const open: Element[] = [{ name: '', text: '', children: [] }];
  const close = (): void => {
    const element = open.pop();
    if (element !== undefined) open.at(-1)?.children.push([element.name, valueOf(element)]);
  };
  for (const [, cdata, closed, opened, isEmpty, plain] of text.matchAll(token)) {
    const current = open.at(-1);
    if (current === undefined) return undefined;
    if (closed !== undefined) {
      if (closed !== current.name) return undefined;
      close();
    } else if (opened !== undefined) {
      open.push({ name: opened, text: '', children: [] });
      if (isEmpty === '/') close();
    } else current.text += cdata ?? decoded(plain ?? '');
  }
  return open.length === 1 ? open[0]?.children[0] : undefined;
}

function valueOf({ text, children }: Element): unknown {
  if (children.length === 0) return text === '' ? null : text;
  if (children.every(([name]) => name === 'member')) return children.map(([, value]) => value);
  const values = new Map<string, unknown[]>();
  for (const [name, value] of children) values.set(name, [...(values.get(name) ?? []), value]);
  return Object.fromEntries([...values].map(([name, all]) => [name, all.length === 1 ? all[0] : all]));
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex?: string, digits?: string, name?: string) => {
    if (name !== undefined) return named[name] ?? whole;
    return String.fromCodePoint(hex === undefined ? Number(digits) : parseInt(hex, 16));
  });
}

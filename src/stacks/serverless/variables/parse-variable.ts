/** One source of a variable: `file(./a.yml):b.c` → type `file`, parameter `./a.yml`, address `b.c`; or a literal. */
export type VariableSource =
  | { readonly kind: 'source'; readonly type: string; readonly parameter?: string; readonly address?: string }
  | { readonly kind: 'literal'; readonly value: unknown };

/** A piece of text: as it is, or a variable with its sources in the order in which they are tried. */
export type TextPiece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'variable'; readonly inner: string; readonly written: string };

/**
 * Cuts text at its outermost variables (Serverless Framework, "Variables"); `${AWS::Region}` and `${Resource}` are not ours, and what
 * stands behind a backslash is text.
 */
export function cutVariables(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let plain = '';
  for (let at = 0; at < text.length;) {
    if (text.startsWith('\\${', at)) {
      plain += '${';
      at += 3;
      continue;
    }
    const end = text.startsWith('${', at) ? endOfVariable(text, at) : undefined;
    const inner = end === undefined ? '' : text.slice(at + 2, end);
    if (end === undefined || !isVariable(inner)) {
      plain += text[at] ?? '';
      at += 1;
      continue;
    }
    if (plain !== '') pieces.push({ kind: 'text', text: plain });
    plain = '';
    pieces.push({ kind: 'variable', inner, written: text.slice(at, end + 1) });
    at = end + 1;
  }
  return plain === '' ? pieces : [...pieces, { kind: 'text', text: plain }];
}

/** The sources of a variable whose inner variables have been put in: commas apart, outside of quotes and brackets. */
export function sourcesOf(inner: string): readonly VariableSource[] {
  return splitAtCommas(inner).map((part) => sourceOf(part.trim()));
}

function sourceOf(text: string): VariableSource {
  const quoted = /^(?:'([^']*)'|"([^"]*)")$/.exec(text);
  if (quoted !== null) return { kind: 'literal', value: quoted[1] ?? quoted[2] };
  const literals: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };
  if (Object.hasOwn(literals, text)) return { kind: 'literal', value: literals[text] };
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return { kind: 'literal', value: Number(text) };
  const [, type, parameter, address] = /^([A-Za-z]\w*)(?:\(([^)]*)\))?(?::(?!:)\s*(.*))?$/s.exec(text) ?? [];
  if (type === undefined) return { kind: 'literal', value: text };
  return {
    kind: 'source',
    type,
    ...(parameter !== undefined && { parameter: parameter.trim().replace(/^(['"])(.*)\1$/, '$2') }),
    ...(address !== undefined && { address: address.trim() }),
  };
}

/** It begins with a source that has an address or a parameter; CloudFormation's own names have neither. */
function isVariable(inner: string): boolean {
  return /^\s*[A-Za-z]\w*(?:\(|:(?!:))/.test(inner);
}

function endOfVariable(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '{') depth += 1;
    if (text[at] === '}') depth -= 1;
    if (depth === 0) return at;
  }
  return undefined;
}

function splitAtCommas(text: string): string[] {
  const parts = text.match(/(?:'[^']*'|"[^"]*"|\([^)]*\)|[^,'"(]|['"(])+/g);
  return parts ?? [];
}

import { assign, evaluate, lookUp, type Variables } from './evaluate.js';
import { Block, entriesOf, isTrue, JavaMap, printed } from './java-values.js';
import { shownText, sourceText, splitSlashes } from './mark-escapes.js';
import type { Directive, Node, Position, Reference } from './syntax.js';

/** A foreach goes round at most this often (http contract §1.8). */
const mostRounds = 1000;

/** Objects of the service, of which what is missing prints nothing; an undefined name of the template's own prints as it is written. */
const serviceNames: ReadonlySet<string> = new Set(['input', 'util', 'context', 'stageVariables']);

/** Tells how deep a template may call itself. */
const deepest = 64;

/** A template with its escapes marked: its parts, and its lines, in which the parts know their places. */
export interface Parsed {
  readonly nodes: readonly Node[];
  readonly lines: readonly string[];
}

type Parse = (text: string) => Parsed;

/** Thrown by `#break` with what was rendered before it, caught by the loop around it. */
class Break extends Error {
  output = '';
}

/** One rendering of one template: what it sets stays in `variables`. */
export class Rendering {
  readonly #macros = new Map<string, { readonly parameters: readonly string[]; readonly body: readonly Node[] }>();
  #depth = 0;

  constructor(
    private readonly parse: Parse,
    private readonly variables: Variables,
  ) {}

  render(text: string): string {
    if ((this.#depth += 1) > deepest) throw new Error('A template calls itself too often.');
    try {
      const { nodes, lines } = this.parse(text);
      return this.#nodes(nodes, lines);
    } catch (error) {
      if (error instanceof Break) return error.output;
      throw error;
    } finally {
      this.#depth -= 1;
    }
  }

  #nodes(nodes: readonly Node[], lines: readonly string[]): string {
    let output = '';
    try {
      let slashes = 0;
      for (const node of nodes) {
        if (typeof node === 'object' && 'type' in node && node.type === 'references') {
          output += this.#reference(node, lines, slashes);
          slashes = 0;
          continue;
        }
        output += '\\'.repeat(slashes);
        // A `#set` on a line of its own takes the blanks before it along.
        if (isSet(node)) output = output.replace(/(^|\n)[ \t]+$/, '$1');
        const [text, count] = splitSlashes(typeof node === 'string' ? node : '');
        output += typeof node === 'string' ? shownText(text) : this.#node(node, lines);
        slashes = count;
      }
      return output + '\\'.repeat(slashes);
    } catch (error) {
      if (error instanceof Break) error.output = output + error.output;
      throw error;
    }
  }

  #node(node: Exclude<Node, string>, lines: readonly string[]): string {
    if (isBlock(node)) return this.#block(node, lines);
    switch (node.type) {
      case 'references':
        return this.#reference(node, lines, 0);
      case 'set':
        assign(node.equal[0], this.#value(node.equal[1]), this.variables, this.#interpolate);
        return '';
      case 'raw':
        return sourceText(node.value);
      case 'break':
        throw new Break();
      case 'macro_call':
        return this.#macroCall(node, lines);
      // Those that begin a block are met in `#block`; what is left prints nothing.
      case 'comment':
      case 'if':
      case 'elseif':
      case 'else':
      case 'foreach':
      case 'macro':
      case 'define':
        return '';
    }
  }

  #block([head, ...body]: readonly Node[], lines: readonly string[]): string {
    if (head === undefined || typeof head === 'string' || isBlock(head))
      return this.#nodes([head ?? '', ...body], lines);
    switch (head.type) {
      case 'if':
        return this.#condition(head, body, lines);
      case 'foreach':
        return this.#loop(head, body, lines);
      case 'macro': {
        const parameters = (head.args === false ? [] : (head.args ?? [])).map(({ id }) => id);
        this.#macros.set(head.id, { parameters, body });
        return '';
      }
      case 'define':
        this.variables.set(head.id, new Block(() => this.#nodes(body, lines)));
        return '';
      case 'references':
      case 'set':
      case 'raw':
      case 'break':
      case 'comment':
      case 'elseif':
      case 'else':
      case 'macro_call':
        return this.#nodes([head, ...body], lines);
    }
  }

  #condition(
    head: Extract<Directive, { type: 'if' | 'elseif' }>,
    body: readonly Node[],
    lines: readonly string[],
  ): string {
    let taken = isTrue(this.#value(head.condition));
    let wasTaken = taken;
    const chosen: Node[] = [];
    for (const node of body) {
      const branch = typeof node === 'object' && 'type' in node ? node : undefined;
      if (branch?.type === 'elseif') {
        taken = !wasTaken && isTrue(this.#value(branch.condition));
        wasTaken ||= taken;
      } else if (branch?.type === 'else') {
        taken = !wasTaken;
        wasTaken = true;
      } else if (taken) chosen.push(node);
    }
    return this.#nodes(chosen, lines);
  }

  #loop(head: Extract<Directive, { type: 'foreach' }>, body: readonly Node[], lines: readonly string[]): string {
    const items = itemsOf(this.#value(head.from)).slice(0, mostRounds);
    const kept = ['foreach', 'velocityCount', head.to].map((name) => [name, this.variables.get(name)] as const);
    const around = this.variables.get('foreach');
    let output = '';
    try {
      for (const [index, item] of items.entries()) {
        const isLast = index === items.length - 1;
        const round = { index, count: index + 1, hasNext: !isLast, first: index === 0, last: isLast, parent: around };
        this.variables
          .set('foreach', round)
          .set('velocityCount', index + 1)
          .set(head.to, item);
        output += this.#nodes(body, lines);
      }
    } catch (error) {
      if (!(error instanceof Break)) throw error;
      output += error.output;
    }
    for (const [name, value] of kept) {
      if (value === undefined) this.variables.delete(name);
      else this.variables.set(name, value);
    }
    return output;
  }

  #macroCall(call: Extract<Directive, { type: 'macro_call' }>, lines: readonly string[]): string {
    const { id, args } = call;
    const given = (args === false ? [] : (args ?? [])).map((arg) => this.#value(arg));
    if (id === 'evaluate') return this.render(printed(given[0]) ?? '');
    if (id === 'stop') throw new Break();
    const macro = this.#macros.get(id);
    if (macro === undefined) return sourceOf(call, lines) ?? `#${id}`;
    if ((this.#depth += 1) > deepest) throw new Error('A macro calls itself too often.');
    for (const [index, name] of macro.parameters.entries()) this.variables.set(name, given[index]);
    const output = this.#nodes(macro.body, lines);
    this.#depth -= 1;
    return output;
  }

  /** Velocity's `ASTReference`: of an odd number of backslashes before it half are shown, and the reference as it is written. */
  #reference(reference: Reference, lines: readonly string[], slashes: number): string {
    const isService = serviceNames.has(reference.id);
    const text = printed(lookUp(reference, this.variables, this.#interpolate)) ?? (isService ? '' : undefined);
    const written = sourceOf(reference, lines) ?? `${reference.leader}${reference.id}`;
    const half = '\\'.repeat(slashes / 2);
    if (slashes % 2 === 1) return `${half}${text === undefined ? '\\' : ''}${written}`;
    if (text !== undefined) return `${half}${text}`;
    return `${half}${half}${reference.leader === '$!' ? '' : written}`;
  }

  #value(expression: Parameters<typeof evaluate>[0]): unknown {
    return evaluate(expression, this.variables, this.#interpolate);
  }

  readonly #interpolate = (text: string): string =>
    text.includes('$') || text.includes('#') ? this.render(text) : text;
}

function isBlock(node: Node): node is readonly Node[] {
  return Array.isArray(node);
}

function itemsOf(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  if (value instanceof JavaMap) return [...value.values()];
  return entriesOf(value).map(([, one]) => one);
}

function isSet(node: Node): boolean {
  return typeof node === 'object' && 'type' in node && node.type === 'set';
}

/** How the template writes it; undefined where it spans lines. */
function sourceOf({ pos }: { readonly pos?: Position }, lines: readonly string[]): string | undefined {
  if (pos === undefined || pos.first_line !== pos.last_line) return undefined;
  return sourceText(lines[pos.first_line - 1]?.slice(pos.first_column, pos.last_column) ?? '');
}

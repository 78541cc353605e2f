import { longFormOfText, longName, shortForms } from '../short-forms.js';
import { readBlockText } from './block-text.js';
import { add, FlowReader, keyOf } from './flow-reader.js';
import { plainScalar } from './plain-scalar.js';
import { TextPosition } from './text-position.js';

const blankLines = /(?: *(?:#[^\n]*)?\n)*/y;
const rest = /(?: +#[^\n]*| *)\n/y;
const plainKey = /([A-Za-z0-9_/.$^](?:[^\n:#"']|:(?![ \n]))*?) *:(?=[ \n])/y;
const quotedKeyEnd = / *:(?=[ \n])/y;
const plainLine = /(?!-[ \n])[A-Za-z0-9_/.$^~-](?:[^\n:#]|:(?![ \n])|(?<! )#)*/y;
const blockTextHead = /([|>])(-?) *\n/y;
const taggedBlockHead = /!([A-Za-z]+) *\n/y;
const dash = /-(?= |\n)/y;
const spaces = / */y;

/** Reads what lies in lines, one within the other by how far they are indented. */
export class BlockReader {
  readonly #position: TextPosition;
  readonly #flow: FlowReader;

  constructor(text: string) {
    // The end of a line is looked for in many places, the end of the text in none.
    this.#position = new TextPosition(text.endsWith('\n') ? text : `${text}\n`);
    this.#flow = new FlowReader(this.#position);
  }

  /** Throws `NotPlain`. */
  document(): unknown {
    const position = this.#position;
    // Tabs, other line ends, control characters; the marks around a document, but for one at its beginning.
    if (/[^\n -~\u{A0}-\u{2027}\u{202A}-\u{D7FF}\u{E000}-\u{FEF0}\u{10000}-\u{10FFFF}]/u.test(position.text))
      position.fail();
    position.take(/(?: *(?:#[^\n]*)?\n)*---\n/y);
    if (/^(?:---|\.\.\.|%)/m.test(position.text.slice(position.at))) position.fail();
    const indent = this.#nextLine();
    const value = position.next === '{' ? this.#wholeFlow(-1) : this.#block(indent);
    return this.#nextLine() === -1 ? value : position.fail();
  }

  /** Moves to the first character of the next line that has something, and answers its column; -1 at the end. */
  #nextLine(): number {
    const position = this.#position;
    position.take(blankLines);
    position.take(spaces);
    return position.at >= position.text.length ? -1 : position.column;
  }

  #block(indent: number): unknown {
    return this.#isItem() ? this.#list(indent) : this.#map(indent, this.#key() ?? this.#position.fail());
  }

  #isItem(): boolean {
    const { text, at } = this.#position;
    return text[at] === '-' && (text[at + 1] === ' ' || text[at + 1] === '\n');
  }

  /** The key that stands here, its colon taken; undefined, and nothing taken, for something else. */
  #key(): string | undefined {
    const position = this.#position;
    const begin = position.at;
    const quoted = this.#flow.quoted();
    if (quoted === undefined) {
      const found = position.take(plainKey)?.[1];
      return found === undefined ? undefined : (keyOf(plainScalar(found)) ?? position.fail());
    }
    if (position.take(quotedKeyEnd) !== undefined) return quoted;
    position.at = begin;
    return undefined;
  }

  #map(indent: number, firstKey: string): unknown {
    const map: Record<string, unknown> = {};
    let key = firstKey;
    for (;;) {
      add(map, key, this.#valueOfKey(indent), this.#position);
      const next = this.#nextLine();
      if (next < indent) return this.#backToLine(map);
      if (next > indent) this.#position.fail();
      // The list of a key may stand as deep as the key; one after the key's value may not.
      if (this.#isItem()) return this.#backToLine(map);
      key = this.#key() ?? this.#position.fail();
    }
  }

  #list(indent: number): unknown {
    const list: unknown[] = [];
    for (;;) {
      this.#position.expect(dash);
      list.push(this.#item(indent));
      const next = this.#nextLine();
      if (next > indent) this.#position.fail();
      if (next < indent || !this.#isItem()) return this.#backToLine(list);
    }
  }

  /** What ended a collection belongs to the one around it, which looks at the line anew. */
  #backToLine<T>(value: T): T {
    const position = this.#position;
    position.at = position.text.lastIndexOf('\n', position.at - 1) + 1;
    return value;
  }

  #item(indent: number): unknown {
    const position = this.#position;
    if (position.take(rest) !== undefined) return this.#deeper(indent) ?? null;
    position.take(spaces);
    const { column } = position;
    if (this.#isItem()) return this.#list(column);
    const key = this.#key();
    return key === undefined ? this.#value(indent) : this.#map(column, key);
  }

  #valueOfKey(indent: number): unknown {
    const position = this.#position;
    if (position.take(rest) === undefined) {
      position.take(spaces);
      return this.#value(indent);
    }
    const found = this.#deeper(indent);
    if (found !== undefined) return found;
    const isList = this.#nextLine() === indent && this.#isItem();
    return isList ? this.#list(indent) : this.#backToLine(null);
  }

  /** The block in the lines below, if they stand deeper. */
  #deeper(indent: number): unknown {
    const next = this.#nextLine();
    if (next > indent) return this.#block(next);
    this.#backToLine(undefined);
    return undefined;
  }

  /** A value that begins on the line of its key or dash. */
  #value(parentIndent: number): unknown {
    const position = this.#position;
    if (position.next !== '!') return this.#untagged(parentIndent);
    const blockHead = position.take(taggedBlockHead);
    if (blockHead !== undefined) return this.#taggedBlock(blockHead[1] ?? '', parentIndent);
    const short = this.#flow.shortForm() ?? position.fail();
    if (this.#flow.begins()) return { [longName(short)]: this.#wholeFlow(parentIndent) };
    return longFormOfText(short, this.#blockText(parentIndent) ?? this.#line().text);
  }

  #taggedBlock(short: string, parentIndent: number): unknown {
    const value = this.#deeper(parentIndent);
    if (value === undefined || !shortForms.has(short)) this.#position.fail();
    return { [longName(short)]: value };
  }

  #untagged(parentIndent: number): unknown {
    if (this.#flow.begins()) return this.#wholeFlow(parentIndent);
    const blockText = this.#blockText(parentIndent);
    if (blockText !== undefined) return blockText;
    const { text, isQuoted } = this.#line();
    return isQuoted ? text : plainScalar(text);
  }

  #wholeFlow(parentIndent: number): unknown {
    const value = this.#flow.collection(parentIndent);
    this.#position.expect(rest);
    return value;
  }

  #line(): { readonly text: string; readonly isQuoted: boolean } {
    const position = this.#position;
    const quoted = this.#flow.quoted();
    const text = quoted ?? position.expect(plainLine)[0].trimEnd();
    if (quoted === undefined && position.text[position.at - 1] === ' ') position.at -= 1;
    position.expect(rest);
    return { text, isQuoted: quoted !== undefined };
  }

  #blockText(parentIndent: number): string | undefined {
    const head = this.#position.take(blockTextHead);
    return (
      head && readBlockText(this.#position, { isFolded: head[1] === '>', isStripped: head[2] === '-', parentIndent })
    );
  }
}

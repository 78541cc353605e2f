import { longFormOfText, longName, shortForms } from '../short-forms.js';
import { plainScalar } from './plain-scalar.js';
import type { TextPosition } from './text-position.js';

const spaces = / */y;
const gap = /(?:[ ]|\n|(?<=[ \n])#[^\n]*)*/y;
const doubleQuoted = /"(?:[^"\\\n]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4})*"/y;
const singleQuoted = /'((?:[^'\n]|'')*)'/y;
const plain = /(?!-[ \n,[\]{}])[A-Za-z0-9_/.$^~-](?:[^\n:#,[\]{}]|:(?![ \n,[\]{}])|(?<! )#)*/y;
const colon = /:/y;
const colonAndSpace = /:(?=[ \n])/y;
const comma = /,/y;
const shortForm = /!([A-Za-z]+) +/y;

/** Reads `{…}`, `[…]` and what stands on one line; lines of it must stand deeper than `parentIndent`. */
export class FlowReader {
  constructor(private readonly position: TextPosition) {}

  /** Whether a bracket stands here. */
  begins(): boolean {
    const { next } = this.position;
    return next === '{' || next === '[';
  }

  collection(parentIndent: number): unknown {
    return this.position.next === '{' ? this.#map(parentIndent) : this.#list(parentIndent);
  }

  /** Undefined where no quote stands. */
  quoted(): string | undefined {
    const { next } = this.position;
    if (next === '"') return JSON.parse(this.position.expect(doubleQuoted)[0]) as string;
    if (next === "'") return this.position.expect(singleQuoted)[1]?.replaceAll("''", "'");
    return undefined;
  }

  /** The name of the short form that stands here, which the value follows on the same line. */
  shortForm(): string | undefined {
    if (this.position.next !== '!') return undefined;
    const [, name = ''] = this.position.expect(shortForm);
    return shortForms.has(name) ? name : this.position.fail();
  }

  #map(parentIndent: number): unknown {
    const { position } = this;
    const map: Record<string, unknown> = {};
    position.at += 1;
    this.#gap(parentIndent);
    while (position.next !== '}') {
      const quoted = this.quoted();
      const key = quoted ?? keyOf(plainScalar(this.#plain()));
      position.take(spaces);
      position.expect(quoted === undefined ? colonAndSpace : colon);
      this.#gap(parentIndent);
      add(map, key ?? position.fail(), this.#value(parentIndent), position);
      this.#separator('}', parentIndent);
    }
    position.at += 1;
    return map;
  }

  #list(parentIndent: number): unknown {
    const { position } = this;
    const list: unknown[] = [];
    position.at += 1;
    this.#gap(parentIndent);
    while (position.next !== ']') {
      list.push(this.#value(parentIndent));
      this.#separator(']', parentIndent);
    }
    position.at += 1;
    return list;
  }

  /** A comma, or the end without taking it. */
  #separator(end: string, parentIndent: number): void {
    this.#gap(parentIndent);
    if (this.position.next === end) return;
    this.position.expect(comma);
    this.#gap(parentIndent);
  }

  #value(parentIndent: number): unknown {
    const short = this.shortForm();
    if (this.begins()) {
      const collection = this.collection(parentIndent);
      return short === undefined ? collection : { [longName(short)]: collection };
    }
    const quoted = this.quoted();
    const text = quoted ?? this.#plain();
    if (short !== undefined) return longFormOfText(short, text);
    return quoted ?? plainScalar(text);
  }

  #plain(): string {
    return this.position.expect(plain)[0].trimEnd();
  }

  #gap(parentIndent: number): void {
    const [passed] = this.position.expect(gap);
    if (passed.includes('\n') && this.position.column <= parentIndent) this.position.fail();
  }
}

/** A key as JavaScript spells it; undefined for what is better not a key. */
export function keyOf(value: unknown): string | undefined {
  return typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value))
    ? String(value)
    : undefined;
}

/** A key that is there already is an error of the template, which the full parser tells. */
export function add(map: Record<string, unknown>, key: string, value: unknown, position: TextPosition): void {
  if (key === '__proto__' || key === '<<' || key === '' || key.length > 500 || Object.hasOwn(map, key)) position.fail();
  map[key] = value;
}

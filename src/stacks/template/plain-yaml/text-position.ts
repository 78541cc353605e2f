import { NotPlain } from './not-plain.js';

/** A place in a text, which only moves on. */
export class TextPosition {
  at = 0;

  constructor(readonly text: string) {}

  get next(): string {
    return this.text[this.at] ?? '';
  }

  /** Moves over what the sticky pattern matches here, and answers it with its groups. */
  take(sticky: RegExp): RegExpExecArray | undefined {
    sticky.lastIndex = this.at;
    const found = sticky.exec(this.text);
    if (found === null) return undefined;
    this.at = sticky.lastIndex;
    return found;
  }

  /** The same for what must stand here. */
  expect(sticky: RegExp): RegExpExecArray {
    return this.take(sticky) ?? this.fail();
  }

  /** The column of this place, from 0. */
  get column(): number {
    return this.at - 1 - this.text.lastIndexOf('\n', this.at - 1);
  }

  fail(): never {
    throw new NotPlain();
  }
}

/**
 * A number whose text JavaScript would not keep: a whole one beyond its reach (`12345678901234567890`), a double that is whole (`10.0`),
 * one written otherwise than JavaScript writes it (`1.10`, `1e3`). Counts as its nearest number wherever one is asked for.
 */
export class ExactNumber {
  readonly #value: number;
  readonly #text: string;

  constructor(value: number, text: string) {
    this.#value = value;
    this.#text = text;
  }

  valueOf(): number {
    return this.#value;
  }

  toString(): string {
    return this.#text;
  }

  toJSON(): number {
    return this.#value;
  }
}

/** A number as it is written: an `ExactNumber` only where JavaScript would write it otherwise. */
export function numberAsWritten(value: number, text: string): number | ExactNumber {
  return String(value) === text ? value : new ExactNumber(value, text);
}

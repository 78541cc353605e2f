/** What a ratio or a value has to keep to; absent bars are only reported. */
export type Bar =
  | { readonly kind: 'ratio-at-most'; readonly limit: number }
  | { readonly kind: 'ratio-at-least'; readonly limit: number }
  | { readonly kind: 'value-at-most'; readonly limit: number };

export type Unit = 'ms' | 'µs' | 'calls/s' | 'MB' | 's';

/** One measured fact: a value per round, and the floor's or peer's of the same rounds beside it. */
export interface Finding {
  readonly what: string;
  readonly unit: Unit;
  readonly hearth: readonly number[];
  readonly other?: { readonly name: string; readonly values: readonly number[] };
  readonly bar?: Bar;
  /** What a reader has to know to read the numbers right. */
  readonly note?: string;
}

/**
 * What a wait needs of the `AbortSignal` that ends it. Making a real one costs as much as a tenth of a warm invocation, so that
 * something cheaper may stand in its place.
 */
export interface WaitSignal {
  readonly aborted: boolean;
  /** Why; told once it is aborted. */
  readonly reason: Error;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

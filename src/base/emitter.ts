/** Ends a subscription; calling it again does nothing. */
export type Unsubscribe = () => void;

/** One kind of event with typed listeners; listeners run synchronously in the order in which they subscribed. */
export class Emitter<T> {
  readonly #listeners = new Set<(event: T) => void>();

  subscribe(listener: (event: T) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  emit(event: T): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

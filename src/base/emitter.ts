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

  get #only(): ((event: T) => void) | undefined {
    return this.#listeners.values().next().value;
  }

  emit(event: T): void {
    // A copy, because listeners may begin and end subscriptions; most emitters have one and need none.
    if (this.#listeners.size > 1) for (const listener of [...this.#listeners]) listener(event);
    else this.#only?.(event);
  }
}

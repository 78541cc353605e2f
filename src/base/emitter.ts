/** Ends a subscription; calling it again does nothing. */
export type Unsubscribe = () => void;

/** One kind of event with typed listeners; listeners run synchronously in the order in which they subscribed. */
export class Emitter<T> {
  /** Replaced at each change, because listeners may begin and end subscriptions. */
  #listeners: readonly ((event: T) => void)[] = [];

  subscribe(listener: (event: T) => void): Unsubscribe {
    const unsubscribe = (): void => {
      this.#listeners = this.#listeners.filter((each) => each !== listener);
    };
    unsubscribe();
    this.#listeners = [...this.#listeners, listener];
    return unsubscribe;
  }

  emit(event: T): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** Something that waits for its time; `order` tells apart what falls due together. */
export interface Due {
  /** Monotonic milliseconds. */
  readonly dueMs: number;
  readonly order: number;
}

/** What waits, the first to fall due on top (a binary heap: a backlog of a hundred thousand costs seventeen steps). */
export class DueHeap<T extends Due> implements Iterable<T> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  get first(): T | undefined {
    return this.#items[0];
  }

  push(item: T): void {
    let at = this.#items.push(item) - 1;
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = this.#items[parentAt];
      if (parent === undefined || isBefore(parent, item)) break;
      this.#items[at] = parent;
      at = parentAt;
    }
    this.#items[at] = item;
  }

  shift(): T | undefined {
    const first = this.#items[0];
    const last = this.#items.pop();
    if (last !== undefined && this.#items.length > 0) this.#sinkFromTop(last);
    return first;
  }

  /** Takes one out wherever it is; answers whether it was there. Linear, for what people do by hand. */
  delete(item: T): boolean {
    const at = this.#items.indexOf(item);
    if (at < 0) return false;
    const others = this.#items.splice(0).filter((other) => other !== item);
    for (const other of others) this.push(other);
    return true;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#items[Symbol.iterator]();
  }

  #sinkFromTop(item: T): void {
    let at = 0;
    for (;;) {
      let childAt = 2 * at + 1;
      const [left, right] = [this.#items[childAt], this.#items[childAt + 1]];
      if (left === undefined) break;
      const child = right !== undefined && isBefore(right, left) ? right : left;
      if (child === right) childAt += 1;
      if (isBefore(item, child)) break;
      this.#items[at] = child;
      at = childAt;
    }
    this.#items[at] = item;
  }
}

function isBefore(a: Due, b: Due): boolean {
  return a.dueMs === b.dueMs ? a.order < b.order : a.dueMs < b.dueMs;
}

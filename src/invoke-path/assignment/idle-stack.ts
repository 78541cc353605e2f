import type { Sandbox } from '../../worker/sandbox/index.js';

/** Idle sandboxes of one generation, the one used last on top (design decision 11), so that the surplus grows old at the bottom. */
export class IdleStack {
  readonly #entries: { readonly sandbox: Sandbox; readonly idleSinceMs: number }[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** When, in monotonic milliseconds, the one idle for longest became idle; undefined when there is none. */
  get oldestIdleSinceMs(): number | undefined {
    return this.#entries[0]?.idleSinceMs;
  }

  push(sandbox: Sandbox, idleSinceMs: number): void {
    this.#entries.push({ sandbox, idleSinceMs });
  }

  pop(): Sandbox | undefined {
    return this.#entries.pop()?.sandbox;
  }

  /** The one idle for longest. */
  shift(): Sandbox | undefined {
    return this.#entries.shift()?.sandbox;
  }

  remove(sandbox: Sandbox): void {
    const index = this.#entries.findIndex((entry) => entry.sandbox === sandbox);
    if (index >= 0) this.#entries.splice(index, 1);
  }

  /** Takes out those that have been idle since `latestMs` or longer, the oldest first, but leaves `keep` in all. */
  takeIdleSince(latestMs: number, keep: number): readonly Sandbox[] {
    const firstYounger = this.#entries.findIndex(({ idleSinceMs }) => idleSinceMs > latestMs);
    const oldCount = firstYounger === -1 ? this.#entries.length : firstYounger;
    const old = this.#entries.splice(0, Math.max(0, Math.min(oldCount, this.#entries.length - keep)));
    return old.map(({ sandbox }) => sandbox);
  }
}

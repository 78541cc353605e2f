import type { Clock } from '../../../base/index.js';

/** Keeps values for a time each; the oldest go first when there are too many. */
export class ExpiringCache<T> {
  readonly #entries = new Map<string, { readonly value: T; readonly endsAtMs: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly mostEntries = 10_000,
  ) {}

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    if (entry.endsAtMs > this.clock.now()) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  set(key: string, value: T, ttlMs: number): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, endsAtMs: this.clock.now() + ttlMs });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.mostEntries && oldest !== undefined) this.#entries.delete(oldest);
  }
}

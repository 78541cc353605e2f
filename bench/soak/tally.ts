/** How often each action ended in which way. */
export class Tally {
  readonly #counts = new Map<string, number>();
  readonly #unexpected: string[] = [];

  /** `expected` says whether AWS documents this end for this action under these disturbances. */
  count(action: string, outcome: string, expected: boolean): void {
    const key = `${action}: ${outcome}`;
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (!expected && !this.#unexpected.includes(key)) this.#unexpected.push(key);
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  get unexpected(): readonly string[] {
    return this.#unexpected.map((key) => `${key} (${this.#counts.get(key) ?? 0} times)`);
  }

  lines(): readonly string[] {
    return [...this.#counts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, count]) => `${count} × ${key}`);
  }
}

/** Upper bounds, in milliseconds, of what a function may take: up to 15 minutes. */
export const durationBoundsMs = [
  1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000, 900_000,
] as const;

/** Upper bounds, in milliseconds, of what an asynchronous event may wait: up to six hours. */
export const ageBoundsMs = [
  10, 100, 1000, 5000, 15_000, 60_000, 180_000, 600_000, 1_800_000, 3_600_000, 10_800_000, 21_600_000,
] as const;

/** A `Distribution` to read. */
export interface DistributionView {
  readonly count: number;
  readonly sum: number;
  /** 0 as long as nothing was added, like `maximum`. */
  readonly minimum: number;
  readonly maximum: number;
}

const slots = { count: 0, sum: 1, minimum: 2, maximum: 3, buckets: 4 } as const;

/** What CloudWatch keeps of a series of values, and a histogram of them; adding one allocates nothing. */
export class Distribution {
  readonly #numbers: Float64Array;

  constructor(private readonly bounds: readonly number[]) {
    this.#numbers = new Float64Array(slots.buckets + bounds.length);
  }

  add(value: number): void {
    const numbers = this.#numbers;
    const { bounds } = this;
    const count = numbers[slots.count] ?? 0;
    if (count === 0 || value < (numbers[slots.minimum] ?? 0)) numbers[slots.minimum] = value;
    if (value > (numbers[slots.maximum] ?? 0)) numbers[slots.maximum] = value;
    numbers[slots.count] = count + 1;
    numbers[slots.sum] = (numbers[slots.sum] ?? 0) + value;
    let bucket = 0;
    while (bucket < bounds.length && value > (bounds[bucket] ?? 0)) bucket += 1;
    if (bucket < bounds.length) {
      const slot = slots.buckets + bucket;
      numbers[slot] = (numbers[slot] ?? 0) + 1;
    }
  }

  view(): DistributionView {
    const [count = 0, sum = 0, minimum = 0, maximum = 0] = this.#numbers;
    return { count, sum, minimum, maximum };
  }

  /** How many values are at most as large as each bound, by ascending bound. */
  cumulated(): readonly { readonly bound: number; readonly count: number }[] {
    let count = 0;
    return this.bounds.map((bound, index) => {
      count += this.#numbers[slots.buckets + index] ?? 0;
      return { bound, count };
    });
  }
}

/** Two views of different values as one of all. */
export function addedViews(one: DistributionView, other: DistributionView): DistributionView {
  if (one.count === 0) return other;
  if (other.count === 0) return one;
  return {
    count: one.count + other.count,
    sum: one.sum + other.sum,
    minimum: Math.min(one.minimum, other.minimum),
    maximum: Math.max(one.maximum, other.maximum),
  };
}

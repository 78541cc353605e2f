import type { Clock } from '../../../base/index.js';
import { Lane } from './lane.js';

/** Something that is to run in its lane; `dueMs` and `order` may change only while it runs. */
export interface LaneEntry {
  readonly lane: string;
  /** Monotonic milliseconds. */
  dueMs: number;
  /** Set by the lanes. */
  order: number;
}

export interface FairLanesDependencies<T> {
  readonly clock: Clock;
  /** Runs one entry; answers whether it has left, else it waits again until its `dueMs`. Never rejects. */
  readonly run: (entry: T) => Promise<boolean>;
  /** Entries of a lane that may run at once now; 0 while nothing may begin. */
  readonly concurrencyOf: (lane: string) => number;
  /** Entries of all lanes that may run at once. */
  readonly concurrency: number;
}

/** Lanes that share a number of runs: each begins one entry in its turn, so that a flood in one of them keeps no other waiting. */
export class FairLanes<T extends LaneEntry> {
  readonly #lanes = new Map<string, Lane<T>>();
  /** Lanes that may have something to begin, the next in turn first. */
  readonly #inTurn = new Set<Lane<T>>();
  #running = 0;
  #orders = 0;
  #isClosed = false;

  constructor(private readonly dependencies: FairLanesDependencies<T>) {}

  get size(): number {
    let size = 0;
    for (const lane of this.#lanes.values()) size += lane.waiting.size + lane.running.size;
    return size;
  }

  add(entry: T): void {
    const lane = this.#laneOf(entry.lane);
    entry.order = this.#orders += 1;
    lane.waiting.push(entry);
    this.#consider(lane);
  }

  /** Lets every lane look again at what it may begin. */
  wakeAll(): void {
    for (const lane of this.#lanes.values()) this.#inTurn.add(lane);
    this.#begin();
  }

  /** Begins nothing of a lane for a while, longer each time until something goes well; answers the milliseconds, undefined when it was pausing already. */
  pause(key: string, durationOf: (pauses: number) => number): number | undefined {
    const lane = this.#laneOf(key);
    const durationMs = durationOf(lane.pauses);
    return lane.pause(durationMs) ? durationMs : undefined;
  }

  endPause(key: string): void {
    this.#lanes.get(key)?.endPause();
  }

  /** Moves a waiting entry to now; answers false when it does not wait. */
  hasten(entry: T): boolean {
    const lane = this.#lanes.get(entry.lane);
    if (lane?.waiting.delete(entry) !== true) return false;
    entry.dueMs = this.dependencies.clock.monotonicMs();
    lane.endPause();
    this.add(entry);
    return true;
  }

  /** Every entry with whether it runs, and else from when on it may (monotonic milliseconds). */
  *entries(): Generator<{ readonly entry: T; readonly isRunning: boolean; readonly fromMs: number }> {
    for (const lane of this.#lanes.values()) {
      for (const entry of lane.running) yield { entry, isRunning: true, fromMs: entry.dueMs };
      for (const entry of lane.waiting)
        yield { entry, isRunning: false, fromMs: Math.max(entry.dueMs, lane.pausedUntilMs) };
    }
  }

  /** Begins nothing any more. */
  close(): void {
    this.#isClosed = true;
    for (const lane of this.#lanes.values()) lane.sleep();
  }

  #laneOf(key: string): Lane<T> {
    const existing = this.#lanes.get(key);
    if (existing !== undefined) return existing;
    const lane = new Lane<T>(key, this.dependencies.clock, (woken) => {
      this.#consider(woken);
    });
    this.#lanes.set(key, lane);
    return lane;
  }

  #consider(lane: Lane<T>): void {
    this.#inTurn.add(lane);
    this.#begin();
  }

  #begin(): void {
    for (const lane of this.#inTurn) {
      if (this.#isClosed || this.#running >= this.dependencies.concurrency) return;
      this.#inTurn.delete(lane);
      const entry = lane.take(this.dependencies.concurrencyOf(lane.key));
      if (entry === undefined) continue;
      // Behind the others, which come before its next one.
      this.#inTurn.add(lane);
      this.#running += 1;
      void this.#run(entry, lane);
    }
  }

  async #run(entry: T, lane: Lane<T>): Promise<void> {
    const hasLeft = await this.dependencies.run(entry);
    this.#running -= 1;
    lane.running.delete(entry);
    if (!hasLeft) this.add(entry);
    else if (lane.isEmpty) this.#lanes.delete(lane.key);
    this.#consider(lane);
  }
}

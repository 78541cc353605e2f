import { describe, expect, it } from '@jest/globals';
import { ManualClock, silentLogger } from '../../../../../src/base/index.js';
import { Refilling } from '../../../../../src/worker/sandbox-host/stock/refilling.js';
import type { Stock } from '../../../../../src/worker/sandbox-host/stock/stock.js';

class CountedStock implements Stock {
  pieces = 0;
  drops = 0;
  fails = false;

  constructor(public count: number) {}

  refillOne(): Promise<boolean> {
    if (this.fails) return Promise.reject(new Error('the engine is away'));
    if (this.pieces >= this.count) return Promise.resolve(false);
    this.pieces += 1;
    return Promise.resolve(true);
  }

  drop(): Promise<void> {
    this.pieces = 0;
    this.drops += 1;
    return Promise.resolve();
  }

  views(): readonly [] {
    return [];
  }
}

function stocked(...stocks: CountedStock[]): { refilling: Refilling; clock: ManualClock } {
  const clock = new ManualClock();
  return { clock, refilling: new Refilling({ stocks, idleMs: 10_000, clock, logger: silentLogger }) };
}

describe('stocks', () => {
  it('are empty until something is expected, and filled at once then', async () => {
    const [first, second] = [new CountedStock(2), new CountedStock(3)];
    const { refilling, clock } = stocked(first, second);

    clock.advance(5000);
    await refilling.settled();
    const before = first.pieces;
    refilling.request();
    await refilling.settled();

    expect(before).toBe(0);
    expect([first.pieces, second.pieces]).toEqual([2, 3]);
  });

  it('wait while a start is under way, and for a while after it', async () => {
    const stock = new CountedStock(1);
    const { refilling, clock } = stocked(stock);
    const start = refilling.begin();

    clock.advance(5000);
    await refilling.settled();
    const during = stock.pieces;
    start.settled();
    clock.advance(100);
    await refilling.settled();
    const soonAfter = stock.pieces;
    clock.advance(1000);
    await refilling.settled();

    expect([during, soonAfter, stock.pieces]).toEqual([0, 0, 1]);
  });

  it('are filled as soon as the runtime is told to have booted', async () => {
    const stock = new CountedStock(1);
    const { refilling, clock } = stocked(stock);
    const start = refilling.begin();

    start.settled();
    start.initialised();
    clock.advance(20);
    await refilling.settled();

    expect(stock.pieces).toBe(1);
  });

  it('wait for every runtime that boots', async () => {
    const stock = new CountedStock(1);
    const { refilling, clock } = stocked(stock);
    const [first, second] = [refilling.begin(), refilling.begin()];

    first.settled();
    second.settled();
    first.initialised();
    clock.advance(250);
    await refilling.settled();
    const whileOneBoots = stock.pieces;
    clock.advance(50);
    await refilling.settled();

    expect([whileOneBoots, stock.pieces]).toEqual([0, 1]);
  });

  it('are made so many pieces at a time, and each that was made lets the stocks be looked at from the first on', async () => {
    const [first, second] = [new CountedStock(0), new CountedStock(5)];
    const { refilling } = stocked(first, second);
    const refillOne = second.refillOne.bind(second);
    let atOnce = 0;
    let most = 0;
    second.refillOne = async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      const hasMade = await refillOne();
      if (hasMade) await new Promise((resolve) => setImmediate(resolve));
      if (second.pieces === 3) first.count = 1;
      atOnce -= 1;
      return hasMade;
    };

    refilling.request();
    await refilling.settled();

    expect([first.pieces, second.pieces, most]).toEqual([1, 5, 2]);
  });

  it('are filled no further when a start begins', async () => {
    const stock = new CountedStock(3);
    const { refilling, clock } = stocked(stock);
    const refillOne = stock.refillOne.bind(stock);
    stock.refillOne = async () => {
      refilling.begin();
      const hasMade = await refillOne();
      await new Promise((resolve) => setImmediate(resolve));
      return hasMade;
    };
    refilling.request();

    clock.advance(1000);
    await refilling.settled();

    expect(stock.pieces).toBe(1);
  });

  it('are dropped when no sandbox is left and nothing was started for the keep-alive time, until the next start', async () => {
    const stock = new CountedStock(2);
    const { refilling, clock } = stocked(stock);
    const start = refilling.begin();
    start.settled();
    clock.advance(20_000);
    await refilling.settled();
    const whileASandboxLives = stock.pieces;

    start.removed();
    clock.advance(0);
    await refilling.settled();
    clock.advance(100_000);
    await refilling.settled();
    const atRest = stock.pieces;
    refilling.begin().settled();
    clock.advance(1000);
    await refilling.settled();

    expect([whileASandboxLives, atRest, stock.pieces]).toEqual([2, 0, 2]);
  });

  it('stay for the keep-alive time after the last use when the last sandbox goes earlier', async () => {
    const stock = new CountedStock(2);
    const { refilling, clock } = stocked(stock);
    const start = refilling.begin();
    start.settled();
    clock.advance(4000);
    start.removed();
    await refilling.settled();

    clock.advance(5000);
    await refilling.settled();
    const before = stock.pieces;
    clock.advance(1001);
    await refilling.settled();

    expect([before, stock.pieces]).toEqual([2, 0]);
  });

  it('are looked after again when a failure was only for a moment', async () => {
    const stock = new CountedStock(2);
    const { refilling, clock } = stocked(stock);
    stock.fails = true;
    refilling.begin().settled();
    clock.advance(1000);
    await refilling.settled();
    const failed = stock.pieces;

    stock.fails = false;
    clock.advance(10_000);
    await refilling.settled();

    expect([failed, stock.pieces]).toEqual([0, 2]);
  });

  it('are dropped at the end, and never filled again', async () => {
    const stock = new CountedStock(2);
    const { refilling, clock } = stocked(stock);
    refilling.request();
    clock.advance(1000);

    await refilling[Symbol.asyncDispose]();
    refilling.request();
    clock.advance(1000);
    await refilling.settled();

    expect([stock.pieces, stock.drops]).toEqual([0, 1]);
  });
});

import type { Bar, Finding } from './finding.js';
import { type Spread, spreadOf } from './spread.js';

export type Verdict = 'pass' | 'miss' | 'reported';

/** A finding with what is read from it. */
export interface JudgedFinding {
  readonly bench: string;
  readonly finding: Finding;
  readonly hearth: Spread;
  readonly other?: Spread;
  /** Hearth to the other. */
  readonly ratio?: Spread;
  readonly verdict: Verdict;
}

/**
 * The ratio is the middle of the ratios of each round, so that a machine that slows down during a run slows both sides of a
 * round; where the sides have different numbers of values it is that of the medians.
 */
export function judge(bench: string, finding: Finding): JudgedFinding {
  const hearth = spreadOf(finding.hearth);
  if (finding.other === undefined) return { bench, finding, hearth, verdict: verdictOf(finding.bar, hearth) };
  const other = spreadOf(finding.other.values);
  const ratio = spreadOf(ratios(finding.hearth, finding.other.values));
  return { bench, finding, hearth, other, ratio, verdict: verdictOf(finding.bar, hearth, ratio) };
}

function ratios(hearth: readonly number[], other: readonly number[]): readonly number[] {
  if (hearth.length !== other.length) return [spreadOf(hearth).median / spreadOf(other).median];
  return hearth.map((value, round) => value / (other[round] ?? Number.NaN));
}

function verdictOf(bar: Bar | undefined, value: Spread, ratio?: Spread): Verdict {
  if (bar === undefined) return 'reported';
  return keeps(bar, value.median, ratio?.median ?? Number.NaN) ? 'pass' : 'miss';
}

function keeps(bar: Bar, value: number, ratio: number): boolean {
  switch (bar.kind) {
    case 'ratio-at-most':
      return ratio <= bar.limit;
    case 'ratio-at-least':
      return ratio >= bar.limit;
    case 'value-at-most':
      return value <= bar.limit;
  }
}

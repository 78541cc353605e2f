import { createLogger, DisposalStack, messageOf } from '../../src/base/index.js';
import type { Bench, BenchRun } from './bench.js';
import { judge, type JudgedFinding } from './judged-finding.js';
import { reportLine } from './report.js';

export interface RunResult {
  readonly findings: readonly JudgedFinding[];
  /** Benches that could not run here, and why. */
  readonly leftOut: readonly string[];
  /** Benches that broke, and how. */
  readonly broken: readonly string[];
}

/** Runs the benches one after the other; one that breaks is told and does not keep the others from running. */
export async function runBenches(chosen: readonly Bench[], common: Omit<BenchRun, 'scope'>): Promise<RunResult> {
  const findings: JudgedFinding[] = [];
  const leftOut: string[] = [];
  const broken: string[] = [];
  const logger = createLogger((_level, message) => {
    common.say(message);
  });
  for (const bench of chosen) {
    common.signal.throwIfAborted();
    await using scope = new DisposalStack(logger);
    const run: BenchRun = { ...common, scope };
    const obstacle = await bench.obstacle?.(run);
    if (obstacle !== undefined) {
      leftOut.push(`${bench.name}: ${obstacle}`);
      continue;
    }
    common.say(`\n${bench.name}: ${bench.about}`);
    try {
      const judged = (await bench.measure(run)).map((finding) => judge(bench.name, finding));
      for (const each of judged) common.say(reportLine(each));
      findings.push(...judged);
    } catch (error) {
      common.signal.throwIfAborted();
      broken.push(`${bench.name}: ${messageOf(error)}`);
      common.say(`  broken: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  return { findings, leftOut, broken };
}

import type { DisposalStack } from '../../src/base/index.js';
import type { Finding } from './finding.js';

/** One subject that is measured, against its floor or a peer in the same run. */
export interface Bench {
  /** The word of the command line: `npm run bench -- warm`. */
  readonly name: string;
  /** What is measured, and against what, for `--list` and the report. */
  readonly about: string;
  /** Answers why it cannot run on this machine, else undefined. */
  readonly obstacle?: (run: BenchRun) => Promise<string | undefined>;
  readonly measure: (run: BenchRun) => Promise<readonly Finding[]>;
}

/** What a bench gets for one measurement. */
export interface BenchRun {
  /** Disposed when the bench has ended, however it ended: whatever it starts goes in here. */
  readonly scope: DisposalStack;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Fewer and shorter rounds, for a first look. */
  readonly quick: boolean;
  /** Id of this run: the label of its containers carries it. */
  readonly runId: string;
  /** The built command of Hearth, copied for this run. */
  readonly hearthCommand: string;
  /** Folder of the bundled programs that benches start. */
  readonly programs: string;
  readonly say: (text: string) => void;
}

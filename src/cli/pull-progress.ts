import type { Logger } from '../base/index.js';
import { megabytes } from './table.js';
import type { Terminal } from './terminal.js';

/** Structurally what the Docker host tells while it pulls. */
export interface PullProgress {
  readonly reference: string;
  readonly phase: 'pulling' | 'done' | 'failed';
  readonly downloadedBytes: number;
  readonly totalBytes: number;
}

/** Shows pulls as a status line on a terminal; their begin and end also as lines. */
export function showPulls(terminal: Terminal, logger: Logger): (progress: PullProgress) => void {
  const begun = new Set<string>();
  return ({ reference, phase, downloadedBytes, totalBytes }) => {
    if (phase !== 'pulling') {
      terminal.status('');
      if (begun.delete(reference)) logger.info(`Image "${reference}": ${phase === 'done' ? 'pulled' : 'not pulled'}.`);
      return;
    }
    if (!begun.has(reference)) {
      begun.add(reference);
      logger.info(`Pulling image "${reference}" …`);
    }
    const percent = totalBytes === 0 ? '' : ` ${Math.floor((100 * downloadedBytes) / totalBytes)} %`;
    terminal.status(`Pulling ${reference}:${percent} (${megabytes(downloadedBytes)} of ${megabytes(totalBytes)})`);
  };
}

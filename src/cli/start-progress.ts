import type { Logger } from '../base/index.js';
import type { SandboxStart } from '../emulator/index.js';
import type { Settings } from '../settings/index.js';
import type { Paint } from './colours.js';
import type { Terminal } from './terminal.js';

export interface StartProgressParts {
  readonly settings: Pick<Settings, 'logFormat'>;
  readonly terminal: Terminal;
  readonly logger: Logger;
  /** Colours for stderr. */
  readonly paintError: Paint;
}

/** Starts of one function that overlap, told together. */
interface Burst {
  running: number;
  ready: number;
  slowestMs: number;
  readonly paths: Set<string>;
}

/** Shows cold starts: with `--log-format json` a line for each, else one status line per function, on a terminal only. */
export function showStarts(parts: StartProgressParts): (start: SandboxStart) => void {
  return parts.settings.logFormat === 'json' ? logStarts(parts) : drawStarts(parts);
}

function logStarts({ logger }: StartProgressParts): (start: SandboxStart) => void {
  return ({ phase, ...facts }) => {
    if (phase === 'ready') logger.info(`A sandbox of the function "${facts.functionName}" is ready.`, facts);
    if (phase === 'failed') logger.info(`A sandbox of the function "${facts.functionName}" did not start.`, facts);
  };
}

function drawStarts({ terminal, paintError }: StartProgressParts): (start: SandboxStart) => void {
  const bursts = new Map<string, Burst>();
  return (start) => {
    if (!terminal.showsStatus) return;
    const { functionName } = start;
    const burst = bursts.get(functionName) ?? { running: 0, ready: 0, slowestMs: 0, paths: new Set() };
    bursts.set(functionName, burst);
    burst.running += start.phase === 'starting' ? 1 : -1;
    if (start.phase === 'ready') {
      burst.ready += 1;
      burst.slowestMs = Math.max(burst.slowestMs, start.durationMs);
      burst.paths.add(start.startPath);
    }
    const key = `start ${functionName}`;
    if (burst.running > 0) {
      terminal.status(paintError('dim', `Starting ${sandboxes(burst.running)} for "${functionName}" …`), key);
      return;
    }
    bursts.delete(functionName);
    terminal.status('', key);
    if (burst.ready === 0) return;
    const path = [...burst.paths].join(', ');
    const facts = `${sandboxes(burst.ready)} for "${functionName}" ready after ${burst.slowestMs} ms (${path}).`;
    terminal.errorLine(paintError('dim', facts));
  };
}

function sandboxes(count: number): string {
  return count === 1 ? '1 sandbox' : `${count} sandboxes`;
}

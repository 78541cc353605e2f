import type { Hearth } from './hearth.js';
import { pollUntil } from './poll-until.js';

/** The line that Hearth prints for a cold start with `--log-format json`. */
export interface ColdStart {
  readonly functionName: string;
  readonly startPath: string;
  readonly durationMs: number;
}

/** The starts of a function so far, at least one. */
export function coldStarts(
  hearth: Hearth,
  signal: AbortSignal,
  functionName: string,
): Promise<readonly [ColdStart, ...ColdStart[]]> {
  return pollUntil(
    async () => {
      const lines = (await hearth.output()).split('\n').filter((line) => line.includes('"startPath"'));
      const [first, ...more] = lines
        .map((line) => JSON.parse(line) as ColdStart)
        .filter((start) => start.functionName === functionName);
      return first === undefined ? undefined : [first, ...more];
    },
    { what: `cold start of ${functionName}`, signal },
  );
}

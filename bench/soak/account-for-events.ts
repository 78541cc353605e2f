import { createReadStream } from 'node:fs';
import readline from 'node:readline';
import type { Marks } from './marks.js';

/** What became of the asynchronous events that were accepted. */
export interface EventAccount {
  readonly accepted: number;
  readonly marked: number;
  /** Ran more than once: retried after it was ended from outside. */
  readonly markedAgain: number;
  /** The platform's log has their START, but their sandbox was ended before they could tell. */
  readonly startedOnly: number;
  /** Neither: lost. */
  readonly lost: readonly string[];
}

/** `accepted` maps marks to request ids; the log is what Hearth printed. */
export async function accountForEvents(
  accepted: ReadonlyMap<string, string>,
  marks: Marks,
  logFile: string,
): Promise<EventAccount> {
  const unmarked = [...accepted].filter(([mark]) => marks.timesOf(mark) === 0);
  const started = unmarked.length === 0 ? new Set<string>() : await startedRequests(logFile);
  const lost = unmarked.filter(([, requestId]) => !started.has(requestId));
  return {
    accepted: accepted.size,
    marked: accepted.size - unmarked.length,
    markedAgain: [...accepted.keys()].filter((mark) => marks.timesOf(mark) > 1).length,
    startedOnly: unmarked.length - lost.length,
    lost: lost.map(([, requestId]) => requestId),
  };
}

async function startedRequests(logFile: string): Promise<Set<string>> {
  const started = new Set<string>();
  for await (const line of readline.createInterface({ input: createReadStream(logFile), crlfDelay: Infinity })) {
    const requestId = /START RequestId: ([0-9a-f-]{36})/.exec(line)?.[1];
    if (requestId !== undefined) started.add(requestId);
  }
  return started;
}

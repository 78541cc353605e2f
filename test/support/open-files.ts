import { readdirSync } from 'node:fs';

/** File descriptors that this process has open now: files, sockets, pipes, timers. */
export function openFiles(): number {
  return readdirSync('/proc/self/fd').length;
}

/** Settles once `condition` holds; rejects, saying what it waited for, when it does not within `withinMs`. */
export async function until(
  what: string,
  condition: () => boolean | Promise<boolean>,
  withinMs = 20_000,
): Promise<void> {
  const patience = AbortSignal.timeout(withinMs);
  while (!(await condition())) {
    if (patience.aborted) throw new Error(`Not within ${withinMs} ms: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

import { setTimeout as wait } from 'node:timers/promises';
import type { DockerEngine } from './docker-engine.js';
import { pollUntil } from './poll-until.js';

/**
 * Settles once the containers with this label have been the same, and in the same state, for a second: what a Hearth prepares in
 * the background, or takes away, is done.
 */
export async function settledContainers(engine: DockerEngine, label: string, signal: AbortSignal): Promise<void> {
  const seen = async (): Promise<string> =>
    (await engine.withLabel(label))
      .map(({ Id, State }) => `${Id} ${State}`)
      .sort()
      .join();
  let before = await seen();
  let since = performance.now();
  await wait(300, undefined, { signal });
  await pollUntil(
    async () => {
      const now = await seen();
      if (now !== before) since = performance.now();
      before = now;
      return performance.now() - since > 1000 ? true : undefined;
    },
    { what: `quiet among the containers with ${label}`, signal, everyMs: 100 },
  );
}

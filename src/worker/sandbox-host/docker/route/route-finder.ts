import { type Clock, deferred, type Logger, messageOf, PlatformError, randomHex } from '../../../../base/index.js';
import type { FoundRoute } from './found-route.js';
import { type ProbeContainerOptions, startProbeContainer } from './probe-container.js';
import { openProbeListeners, type ProbeHit, type ProbeListeners } from './probe-listeners.js';
import { probeScript } from './probe-script.js';
import type { RouteCandidate } from './route-candidates.js';

export interface RouteFinderOptions {
  readonly container: ProbeContainerOptions;
  readonly candidates: readonly RouteCandidate[];
  /** Images of the engine to try with, the likeliest to have a shell first. */
  readonly images: () => Promise<readonly string[]>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Used when no image is there: whether sandboxes would have addresses of their own, by what the engine says of itself. */
  readonly addressesLikely: boolean;
}

const ANSWER_WITHIN_MS = 10_000;
/** A better way may answer a moment later than a worse one. */
const WAIT_FOR_BETTER_MS = 500;
const IMAGES_TO_TRY = 3;

/**
 * Finds how sandboxes reach this process by having a container call it, every way at once. Where no image is there to try with,
 * the first address that this machine can bind is taken, and the answer says that it is not proven.
 */
export async function findRoute(options: RouteFinderOptions): Promise<FoundRoute> {
  const { candidates, clock, logger } = options;
  await using listeners = await openProbeListeners(candidates, randomHex(8), logger);
  const best = listeners.listening[0]?.candidate;
  if (best === undefined) throw unreachable(listeners.notBindable);
  const hits = new Map<RouteCandidate, ProbeHit>();
  const firstHit = deferred<void>();
  const bestHit = deferred<void>();
  listeners.hits.subscribe((hit) => {
    hits.set(hit.listening.candidate, hit);
    firstHit.resolve();
    if (hit.listening.candidate === best) bestHit.resolve();
  });

  const failures: string[] = [];
  for (const image of (await options.images()).slice(0, IMAGES_TO_TRY)) {
    try {
      await using container = await startProbeContainer(options.container, image, scriptFor(listeners));
      const better = firstHit.promise.then(() => delay(clock, WAIT_FOR_BETTER_MS));
      await Promise.race([bestHit.promise, better, container.ended, delay(clock, ANSWER_WITHIN_MS)]);
      return proven(listeners, hits, container.addresses);
    } catch (error) {
      if (error instanceof NobodyCalled) throw unreachable(error.notes);
      failures.push(`image "${image}" cannot be used for the probe: ${messageOf(error)}`);
    }
  }
  const notes = [...listeners.notBindable, ...failures, 'no image was there to try it with'];
  return { ...best, sandboxesHaveAddresses: options.addressesLikely, proven: false, notes };
}

class NobodyCalled extends Error {
  constructor(readonly notes: readonly string[]) {
    super('no call arrived');
  }
}

function scriptFor({ listening }: ProbeListeners): string {
  return probeScript(listening.map(({ candidate, port, path }) => ({ host: candidate.sandboxFacingHost, port, path })));
}

function proven(
  { listening, notBindable }: ProbeListeners,
  hits: ReadonlyMap<RouteCandidate, ProbeHit>,
  addresses: readonly string[],
): FoundRoute {
  const notes = [...notBindable];
  for (const { candidate } of listening) {
    const hit = hits.get(candidate);
    if (hit !== undefined) {
      return { ...candidate, sandboxesHaveAddresses: addresses.includes(hit.peer), proven: true, notes };
    }
    const { label, sandboxFacingHost, bindAddress } = candidate;
    const bound = bindAddress === sandboxFacingHost ? '' : `, listening on ${bindAddress}`;
    notes.push(`${label} (${sandboxFacingHost}${bound}): no call arrived from a container`);
  }
  throw new NobodyCalled(notes);
}

function unreachable(notes: readonly string[]): PlatformError {
  return new PlatformError(
    `Sandboxes cannot reach Hearth. Tried: ${notes.join('; ')}. Does a firewall drop what comes from Docker's networks ` +
      '(ufw, firewalld)? Allow it, or name a way by --container-host and --container-host-interface.',
  );
}

function delay(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(ms, resolve);
  });
}

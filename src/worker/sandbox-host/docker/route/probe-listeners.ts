import {
  DisposalStack,
  Emitter,
  type ListeningServer,
  listenHttp,
  type Logger,
  messageOf,
  plainAddress,
} from '../../../../base/index.js';
import type { RouteCandidate } from './route-candidates.js';

/** A candidate whose address could be bound, and where it listens. */
export interface ListeningCandidate {
  readonly candidate: RouteCandidate;
  readonly port: number;
  readonly path: string;
}

/** A call that arrived. */
export interface ProbeHit {
  readonly listening: ListeningCandidate;
  /** Address of the caller as this process sees it. */
  readonly peer: string;
}

/** Listeners for a probe, one per address; nothing but the secret paths is answered with more than 404. */
export interface ProbeListeners extends AsyncDisposable {
  readonly listening: readonly ListeningCandidate[];
  /** Candidates that this machine cannot bind, and why. */
  readonly notBindable: readonly string[];
  /** Calls as they arrive. */
  readonly hits: Emitter<ProbeHit>;
}

export async function openProbeListeners(
  candidates: readonly RouteCandidate[],
  secret: string,
  logger: Logger,
): Promise<ProbeListeners> {
  const hits = new Emitter<ProbeHit>();
  const listening: ListeningCandidate[] = [];
  const notBindable: string[] = [];
  const byPath = new Map<string, ListeningCandidate>();
  const byAddress = new Map<string, ListeningServer>();
  const servers = new DisposalStack(logger);
  for (const [index, candidate] of candidates.entries()) {
    const { bindAddress } = candidate;
    try {
      let server = byAddress.get(bindAddress);
      if (server === undefined) {
        server = servers.use(
          `probe listener on ${bindAddress}`,
          await listenHttp(
            (request, response) => {
              const hit = byPath.get((request.url ?? '').slice(1));
              response.writeHead(hit === undefined ? 404 : 204).end();
              if (hit !== undefined)
                hits.emit({ listening: hit, peer: plainAddress(request.socket.remoteAddress ?? '') });
            },
            { host: bindAddress, port: 0 },
          ),
        );
        byAddress.set(bindAddress, server);
      }
      const path = `${secret}-${index}`;
      const entry = { candidate, port: server.port, path };
      byPath.set(path, entry);
      listening.push(entry);
    } catch (error) {
      notBindable.push(`${candidate.label} (${bindAddress}): cannot be bound here: ${messageOf(error)}`);
    }
  }
  return { listening, notBindable, hits, [Symbol.asyncDispose]: () => servers[Symbol.asyncDispose]() };
}

import type { Clock, Unsubscribe } from '../base/index.js';
import type { Placement } from '../invoke-path/placement/index.js';
import type { FunctionVersion } from '../model/index.js';
import type { Sandbox } from '../worker/sandbox/index.js';

/** A step of one cold start; every `starting` is followed by one of the others. */
export type SandboxStart =
  | { readonly phase: 'starting'; readonly functionName: string }
  | {
      readonly phase: 'ready';
      readonly functionName: string;
      readonly sandboxName: string;
      /** See `Sandbox.startPath`. */
      readonly startPath: string;
      /** From the moment placement was asked until the sandbox could be lent. */
      readonly durationMs: number;
    }
  | { readonly phase: 'failed'; readonly functionName: string; readonly reason: unknown; readonly durationMs: number };

/** The same placement, with each step of its starts told to `tell`. */
export function watchStarts(placement: Placement, clock: Clock, tell: (start: SandboxStart) => void): Placement {
  return {
    makeReady: (version, signal) => placement.makeReady(version, signal),
    prepare: (version, signal) => placement.prepare(version, signal),
    hostOf: (version) => placement.hostOf(version),
    async startSandbox(version, signal, initializationType) {
      const end = beginStart(version, clock, tell);
      try {
        const sandbox = await placement.startSandbox(version, signal, initializationType);
        end.byFate(sandbox);
        return sandbox;
      } catch (error) {
        end.failed(error);
        throw error;
      }
    },
  };
}

interface StartEnd {
  failed(reason: unknown): void;
  byFate(sandbox: Sandbox): void;
}

function beginStart(
  { name: functionName }: FunctionVersion,
  clock: Clock,
  tell: (start: SandboxStart) => void,
): StartEnd {
  const begunMs = clock.monotonicMs();
  const duration = (): number => Math.round(clock.monotonicMs() - begunMs);
  tell({ phase: 'starting', functionName });
  const failed = (reason: unknown): void => {
    tell({ phase: 'failed', functionName, reason, durationMs: duration() });
  };
  const ready = ({ name: sandboxName, startPath }: Sandbox): void => {
    tell({ phase: 'ready', functionName, sandboxName, startPath, durationMs: duration() });
  };
  return {
    failed,
    byFate(sandbox) {
      if (sandbox.state === 'idle') {
        ready(sandbox);
        return;
      }
      // Listening longer would cost something on every later invocation.
      const stopListening: Unsubscribe[] = [];
      const end = (then: () => void): void => {
        for (const stop of stopListening.splice(0)) stop();
        then();
      };
      stopListening.push(
        sandbox.onIdle(() => {
          end(() => {
            ready(sandbox);
          });
        }),
        sandbox.onStopped((reason) => {
          end(() => {
            failed(sandbox.failure ?? reason);
          });
        }),
      );
    },
  };
}

import { newUuid } from '../../src/base/index.js';
import type { EventQueue } from '../../src/invoke-path/event-queue/index.js';
import type {
  InvokeFrontend,
  InvokeRequest,
  InvokeResult,
  InvokeTarget,
} from '../../src/invoke-path/invoke-frontend/index.js';
import type { InvocationOutcome } from '../../src/model/index.js';
import type { FunctionRegistry } from '../../src/registry/index.js';

export type Script = (request: InvokeRequest) => InvocationOutcome | Promise<InvocationOutcome>;

/** Resolves functions as the real frontend does, then answers what the script says; without one the payload comes back. */
export class ScriptedFrontend implements InvokeFrontend, Pick<EventQueue, 'accept'> {
  readonly requests: InvokeRequest[] = [];
  readonly accepted: InvokeRequest[] = [];
  log = Buffer.alloc(0);
  script: Script = ({ payload }) => succeed(payload);

  constructor(private readonly functions: FunctionRegistry) {}

  check(request: InvokeRequest): InvokeTarget {
    const { version } = this.functions.resolve(request.target);
    const traceId = request.traceId ?? 'Root=1-00000000-000000000000000000000000';
    return { requestId: request.requestId ?? newUuid(), executedVersion: version, traceId };
  }

  async invoke(request: InvokeRequest): Promise<InvokeResult> {
    const target = this.check(request);
    this.requests.push(request);
    const outcome = await this.script(request);
    return {
      ...target,
      outcome,
      logTail: () => Promise.resolve(this.log),
    };
  }

  accept(request: InvokeRequest): Promise<InvokeTarget> {
    const target = this.check(request);
    this.accepted.push(request);
    return Promise.resolve(target);
  }
}

/** A buffered JSON answer. */
export function succeed(payload: Buffer | string): InvocationOutcome {
  return { outcome: 'success', payload: Buffer.from(payload), contentType: 'application/json', streamed: false };
}

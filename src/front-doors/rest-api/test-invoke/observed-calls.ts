import { formatFunctionArn, type InvocationOutcome } from '../../../model/index.js';
import type { DoorNeeds } from '../../api-gateway/door-needs.js';
import type { RestRequest } from '../../api-gateway/routed-request.js';

/** The call of the function behind the method. */
export interface TestedCall {
  readonly functionArn: string;
  readonly payload: Buffer;
  readonly outcome: InvocationOutcome;
  readonly requestId: string;
  readonly executedVersion: string;
  readonly latencyMs: number;
}

/** The same needs, with a frontend that shows the call of the function. */
export function observed(needs: DoorNeeds, { api }: RestRequest, see: (call: TestedCall) => void): DoorNeeds {
  const { frontend, clock } = needs;
  return {
    ...needs,
    frontend: {
      check: (request) => frontend.check(request),
      async invoke(request) {
        const startedMs = clock.monotonicMs();
        const result = await frontend.invoke(request);
        const { name, qualifier } = request.target;
        see({
          functionArn: formatFunctionArn({
            region: api.region,
            account: api.account,
            name,
            ...(qualifier !== undefined && { qualifier }),
          }),
          payload: request.payload,
          outcome: result.outcome,
          requestId: result.requestId,
          executedVersion: result.executedVersion,
          latencyMs: Math.round(clock.monotonicMs() - startedMs),
        });
        return result;
      },
    },
  };
}

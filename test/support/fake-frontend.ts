import type { FunctionReference, InvokeFrontend, InvokeRequest } from '../../src/invoke-path/invoke-frontend/index.js';
import type { InvocationOutcome } from '../../src/model/index.js';

/** An invoke frontend whose functions answer what `run` returns: an outcome as it is, any other value as the JSON of a success. */
export function frontendOf(
  run: (target: FunctionReference, event: FakeEvent, request: InvokeRequest) => unknown,
): InvokeFrontend {
  return {
    async invoke(request) {
      // As the real one does, a call without payload becomes an empty object.
      const event = JSON.parse(request.payload.toString() || '{}') as FakeEvent;
      const result = await run(request.target, event, request);
      return {
        requestId: request.requestId ?? '11111111-1111-4111-8111-111111111111',
        executedVersion: '$LATEST',
        traceId: request.traceId ?? '',
        outcome: isOutcome(result) ? result : success(JSON.stringify(result)),
        logTail: () => Promise.resolve(Buffer.alloc(0)),
      };
    },
    check: () => ({ requestId: '11111111-1111-4111-8111-111111111111', executedVersion: '$LATEST', traceId: '' }),
  };
}

/** A success whose payload is `text`, byte for byte. */
export function success(text: string): InvocationOutcome {
  return { outcome: 'success', payload: Buffer.from(text), contentType: 'application/json', streamed: false };
}

function isOutcome(value: unknown): value is InvocationOutcome {
  return typeof value === 'object' && value !== null && 'outcome' in value;
}

/** What tests read of an event. */
export type FakeEvent = Readonly<Record<string, unknown>> & {
  readonly pathParameters?: Readonly<Record<string, string>>;
};

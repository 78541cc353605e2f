import type { EventInvokeConfig } from '../../../../registry/index.js';
import type { EventInvokeInput } from './event-invoke-input.js';

/** The configuration before with what was sent; a destination without an ARN removes it. */
export function configFrom(
  before: EventInvokeConfig | undefined,
  input: EventInvokeInput,
  nowMs: number,
): EventInvokeConfig {
  const retries = input.MaximumRetryAttempts ?? before?.maximumRetryAttempts;
  const age = input.MaximumEventAgeInSeconds ?? before?.maximumEventAgeSeconds;
  const { OnSuccess, OnFailure } = input.DestinationConfig ?? {};
  const onSuccess = destinationFrom(OnSuccess, before?.onSuccess);
  const onFailure = destinationFrom(OnFailure, before?.onFailure);
  return {
    lastModifiedMs: nowMs,
    ...(retries !== undefined && { maximumRetryAttempts: retries }),
    ...(age !== undefined && { maximumEventAgeSeconds: age }),
    ...(onSuccess !== undefined && { onSuccess }),
    ...(onFailure !== undefined && { onFailure }),
  };
}

function destinationFrom(
  sent: { readonly Destination?: string } | undefined,
  before: string | undefined,
): string | undefined {
  if (sent === undefined) return before;
  return sent.Destination === '' ? undefined : sent.Destination;
}

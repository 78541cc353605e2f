import { formatFunctionArn, type FunctionArn } from '../../../../model/index.js';
import type { EventInvokeConfig } from '../../../../registry/index.js';

/** `FunctionEventInvokeConfig` (contract §4.13): the time as a number, both destinations always there, empty when not set. */
export function showEventInvokeConfig(target: FunctionArn, config: EventInvokeConfig): object {
  const { lastModifiedMs, maximumRetryAttempts, maximumEventAgeSeconds, onSuccess, onFailure } = config;
  return {
    LastModified: lastModifiedMs / 1000,
    FunctionArn: formatFunctionArn(target),
    ...(maximumRetryAttempts !== undefined && { MaximumRetryAttempts: maximumRetryAttempts }),
    ...(maximumEventAgeSeconds !== undefined && { MaximumEventAgeInSeconds: maximumEventAgeSeconds }),
    DestinationConfig: { OnSuccess: showDestination(onSuccess), OnFailure: showDestination(onFailure) },
  };
}

function showDestination(arn: string | undefined): object {
  return arn === undefined ? {} : { Destination: arn };
}

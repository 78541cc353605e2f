import { LATEST } from '../../../model/index.js';
import type { FunctionKey, FunctionRegistry, Registry } from '../../../registry/index.js';
import type { Condition, Delivery } from '../deliveries/conclusion.js';
import { defaultMaximumAgeSeconds, defaultRetryAttempts, type RetryPolicy } from './next-step.js';

export interface EventConfigurations {
  readonly functions: Pick<FunctionRegistry, 'find' | 'reservedConcurrency'>;
  readonly eventInvokeConfigs: Pick<Registry['eventInvokeConfigs'], 'get'>;
}

/** How events of a qualifier are retried, as it is configured now: each version and alias has its own, and inherits nothing. */
export function retryPolicy(
  { functions, eventInvokeConfigs }: EventConfigurations,
  key: FunctionKey,
  qualifier = LATEST,
): RetryPolicy {
  const config = eventInvokeConfigs.get({ ...key, qualifier });
  return {
    maximumRetryAttempts: config?.maximumRetryAttempts ?? defaultRetryAttempts,
    maximumAgeSeconds: config?.maximumEventAgeSeconds ?? defaultMaximumAgeSeconds,
    reservedIsZero: functions.reservedConcurrency(key.name, key) === 0,
  };
}

/** Who is to be told now of an event that ended so: the destination of its qualifier, and the dead-letter queue of its function. */
export function whomToTell(
  { functions, eventInvokeConfigs }: EventConfigurations,
  key: FunctionKey,
  { qualifier = LATEST, condition }: { readonly qualifier?: string | undefined; readonly condition: Condition },
): readonly Delivery[] {
  const config = eventInvokeConfigs.get({ ...key, qualifier });
  const destination = condition === 'Success' ? config?.onSuccess : config?.onFailure;
  const deadLetters = condition === 'Success' ? undefined : functions.find(key)?.settings.shownOnly['DeadLetterConfig'];
  const { TargetArn: queue } = (deadLetters ?? {}) as { readonly TargetArn?: string };
  return [
    ...(destination === undefined ? [] : [{ kind: 'destination' as const, to: destination }]),
    ...(queue === undefined || queue === '' ? [] : [{ kind: 'dead-letter' as const, to: queue }]),
  ];
}

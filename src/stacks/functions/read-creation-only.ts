import type { DurableConfig, TenancyConfig } from '../../model/index.js';
import type { Properties } from '../resolver/properties.js';

/** CloudFormation's `TenancyConfig`, and SAM's. */
export function readTenancyConfig(properties: Properties): TenancyConfig | undefined {
  const mode = properties.inside('TenancyConfig')?.text('TenantIsolationMode');
  if (mode === undefined) return undefined;
  if (mode === 'PER_TENANT') return { TenantIsolationMode: mode };
  return properties.fail('TenancyConfig', `has the TenantIsolationMode "${mode}"; it must be PER_TENANT`);
}

/** CloudFormation's `DurableConfig`, and SAM's. */
export function readDurableConfig(properties: Properties): DurableConfig | undefined {
  const config = properties.inside('DurableConfig');
  if (config === undefined) return undefined;
  const ExecutionTimeout = config.number('ExecutionTimeout');
  const RetentionPeriodInDays = config.number('RetentionPeriodInDays');
  const KMSKeyArn = config.text('KMSKeyArn');
  if (ExecutionTimeout === undefined) return properties.fail('DurableConfig', 'has no ExecutionTimeout, in seconds');
  return {
    ExecutionTimeout,
    ...(RetentionPeriodInDays !== undefined && { RetentionPeriodInDays }),
    ...(KMSKeyArn !== undefined && { KMSKeyArn }),
  };
}

import type { ProvisionedConcurrency } from '../../../../registry/index.js';
import type { OperationContext } from '../operation.js';

/** Contract §4.8: how many are asked for, and how far they are. */
export function showProvisioned(
  config: ProvisionedConcurrency,
  { provisionedSandboxes }: OperationContext,
): Readonly<Record<string, unknown>> {
  const { allocated, available, status, statusReason } = provisionedSandboxes.progressOf(config);
  return {
    RequestedProvisionedConcurrentExecutions: config.requested,
    AvailableProvisionedConcurrentExecutions: available,
    AllocatedProvisionedConcurrentExecutions: allocated,
    Status: status,
    ...(statusReason !== undefined && { StatusReason: statusReason }),
    LastModified: showTime(config.lastModifiedMs),
  };
}

/** Without a fraction of a second, as the developer guide shows it. */
export function showTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, '+0000');
}

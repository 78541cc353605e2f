import { operation } from '../operation.js';
import { refuseIsolatedTenants } from '../rules/creation-only-rules.js';
import { refuseSnapStart } from '../rules/snap-start-rules.js';
import { refuseTooMany, refuseTwice } from './provisioned-rules.js';
import { type ProvisionedInput, provisionedTarget } from './provisioned-target.js';
import { showTime } from './show-provisioned.js';

interface PutProvisionedInput extends ProvisionedInput {
  readonly ProvisionedConcurrentExecutions: number;
}

/** Contract §4.8: 202; none are allocated in the answer, and those of an earlier number stay meanwhile. */
export const putProvisionedConcurrencyConfig = operation<PutProvisionedInput>(async (input, context) => {
  const requested = input.ProvisionedConcurrentExecutions;
  const refusal = 'Provisioned Concurrency Configs cannot be applied to unpublished function versions.';
  const target = provisionedTarget(input, context, refusal);
  const version = context.registry.versions.find(target);
  refuseSnapStart(version);
  refuseIsolatedTenants(version, 'Provisioned Concurrency');
  refuseTwice(target, context);
  refuseTooMany(target, requested, context);
  const lastModifiedMs = context.clock.now();
  await context.registry.provisioned.put(target, { target, requested, lastModifiedMs });
  const body = {
    RequestedProvisionedConcurrentExecutions: requested,
    AvailableProvisionedConcurrentExecutions: 0,
    AllocatedProvisionedConcurrentExecutions: 0,
    Status: 'IN_PROGRESS',
    LastModified: showTime(lastModifiedMs),
  };
  return { status: 202, body };
});

import { operation } from '../operation.js';
import { type ProvisionedInput, provisionedTarget, readRefusal } from './provisioned-target.js';

/** Contract §4.8: 204, also where there is none. */
export const deleteProvisionedConcurrencyConfig = operation<ProvisionedInput>(async (input, context) => {
  await context.registry.provisioned.delete(provisionedTarget(input, context, readRefusal));
  return { status: 204 };
});

import { provisionedConcurrencyConfigNotFound } from '../../../../model/index.js';
import { operation } from '../operation.js';
import { type ProvisionedInput, provisionedTarget, readRefusal } from './provisioned-target.js';
import { showProvisioned } from './show-provisioned.js';

/** Contract §4.8. */
export const getProvisionedConcurrencyConfig = operation<ProvisionedInput>((input, context) => {
  const config = context.registry.provisioned.get(provisionedTarget(input, context, readRefusal));
  if (config === undefined) throw provisionedConcurrencyConfigNotFound();
  return { status: 200, body: showProvisioned(config, context) };
});

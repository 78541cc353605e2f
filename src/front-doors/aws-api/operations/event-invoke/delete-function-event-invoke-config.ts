import type { VersionInput } from '../functions/get-function.js';
import { operation } from '../operation.js';
import { eventInvokeTarget, existingConfig } from './event-invoke-target.js';

/** Contract §4.13: 204, and 404 when there is none. */
export const deleteFunctionEventInvokeConfig = operation<VersionInput>(async (input, context) => {
  const target = eventInvokeTarget(input, context);
  existingConfig(target, context);
  await context.registry.eventInvokeConfigs.delete(target);
  return { status: 204 };
});

import type { VersionInput } from '../functions/get-function.js';
import { operation } from '../operation.js';
import { eventInvokeTarget, existingConfig } from './event-invoke-target.js';
import { showEventInvokeConfig } from './show-event-invoke-config.js';

/** Contract §4.13. */
export const getFunctionEventInvokeConfig = operation<VersionInput>((input, context) => {
  const target = eventInvokeTarget(input, context);
  return { status: 200, body: showEventInvokeConfig(target, existingConfig(target, context)) };
});

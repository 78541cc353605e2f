import { operation } from '../operation.js';
import { configFrom } from './config-from.js';
import { checkDestinations, refuseNothing } from './destination-rules.js';
import type { EventInvokeInput } from './event-invoke-input.js';
import { eventInvokeTarget, existingConfig, refuseMissingTarget } from './event-invoke-target.js';
import { showEventInvokeConfig } from './show-event-invoke-config.js';

/** Contract §4.13: merges into the configuration, which must be there. */
export const updateFunctionEventInvokeConfig = operation<EventInvokeInput>(async (input, context) => {
  refuseNothing(input);
  const target = eventInvokeTarget(input, context);
  refuseMissingTarget(target, context);
  checkDestinations(input.DestinationConfig, target, context);
  const config = configFrom(existingConfig(target, context), input, context.clock.now());
  await context.registry.eventInvokeConfigs.put(target, config);
  return { status: 200, body: showEventInvokeConfig(target, config) };
});

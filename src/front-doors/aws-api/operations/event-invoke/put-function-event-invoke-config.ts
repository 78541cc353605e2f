import { operation } from '../operation.js';
import { configFrom } from './config-from.js';
import { checkDestinations, refuseNothing } from './destination-rules.js';
import type { EventInvokeInput } from './event-invoke-input.js';
import { eventInvokeTarget, refuseMissingTarget } from './event-invoke-target.js';
import { showEventInvokeConfig } from './show-event-invoke-config.js';

/** Contract §4.13: replaces everything, what is left out is gone. */
export const putFunctionEventInvokeConfig = operation<EventInvokeInput>(async (input, context) => {
  refuseNothing(input);
  const target = eventInvokeTarget(input, context);
  refuseMissingTarget(target, context);
  checkDestinations(input.DestinationConfig, target, context);
  const config = configFrom(undefined, input, context.clock.now());
  await context.registry.eventInvokeConfigs.put(target, config);
  return { status: 200, body: showEventInvokeConfig(target, config) };
});

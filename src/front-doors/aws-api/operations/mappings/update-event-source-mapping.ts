import type { EventSourceMapping, MappingState } from '../../../../registry/index.js';
import { operation } from '../operation.js';
import { existingMapping, type MappingUuidInput, refuseInTransition } from './existing-mapping.js';
import type { MappingInput } from './mapping-input.js';
import { checkMappingSettings } from './mapping-rules.js';
import { mergeMappingSettings } from './mapping-settings.js';
import { mappingTarget } from './mapping-target.js';
import { settleMapping } from './settle-mapping.js';
import { showMapping } from './show-mapping.js';
import { sourceKindOf } from './source-kind.js';

/** Event sources contract §2.1: what is left out stays; the answer shows the transition. */
export const updateEventSourceMapping = operation<MappingInput & MappingUuidInput>(async (input, context) => {
  const before = existingMapping(input, context);
  const kind = sourceKindOf(before.settings['EventSourceArn'] as string | undefined, true) ?? 'sqs';
  const settings = mergeMappingSettings(before.settings, input);
  checkMappingSettings(input, settings, kind);
  const target = input.FunctionName === undefined ? before.target : mappingTarget(input.FunctionName, context);
  refuseInTransition(before, 'update');
  const enabled = input.Enabled ?? before.enabled;
  const mapping: EventSourceMapping = {
    ...before,
    target,
    settings,
    enabled,
    state: transitionTo(enabled, before.enabled),
    lastModifiedMs: context.clock.now(),
  };
  await context.registry.mappings.put(before, before.uuid, mapping);
  return { status: 202, body: showMapping(mapping), afterwards: () => settleMapping(mapping, context) };
});

function transitionTo(enabled: boolean, wasEnabled: boolean): MappingState {
  if (enabled === wasEnabled) return enabled ? 'Updating' : 'Disabled';
  return enabled ? 'Enabling' : 'Disabling';
}

import { newUuid } from '../../../../base/index.js';
import { invalidParameterValue } from '../../../../model/index.js';
import type { EventSourceMapping } from '../../../../registry/index.js';
import { operation } from '../operation.js';
import { checkTags } from '../rules/tag-rules.js';
import type { CreateMappingInput } from './mapping-input.js';
import { checkMappingSettings, checkNewMapping } from './mapping-rules.js';
import { defaultsOf, fixedSettings, mergeMappingSettings } from './mapping-settings.js';
import { mappingTarget } from './mapping-target.js';
import { refuseDuplicate } from './refuse-duplicate.js';
import { settleMapping } from './settle-mapping.js';
import { showMapping } from './show-mapping.js';
import { sourceKindOf } from './source-kind.js';

/** Event sources contract §2. A mapping that is not enabled is Disabled at once, another is Creating until the answer is out. */
export const createEventSourceMapping = operation<CreateMappingInput>(async (input, context) => {
  const { registry, caller, clock } = context;
  const kind = sourceKindOf(input.EventSourceArn, input.SelfManagedEventSource !== undefined);
  if (kind === undefined) throw invalidParameterValue('Unrecognized event source.');
  checkNewMapping(input, kind);
  const uuid = newUuid();
  const settings = mergeMappingSettings({ ...defaultsOf(kind, uuid), ...fixedSettings(input) }, input);
  checkMappingSettings(input, settings, kind);
  checkTags(input.Tags ?? {});
  const target = mappingTarget(input.FunctionName, context);
  refuseDuplicate(input, target, kind, context);
  const { account, region } = caller;
  const enabled = input.Enabled ?? true;
  const mapping: EventSourceMapping = {
    uuid,
    account,
    region,
    target,
    enabled,
    state: enabled ? 'Creating' : 'Disabled',
    lastModifiedMs: clock.now(),
    tags: input.Tags ?? {},
    settings,
  };
  await registry.mappings.put(mapping, uuid, mapping);
  return { status: 202, body: showMapping(mapping), afterwards: () => settleMapping(mapping, context) };
});

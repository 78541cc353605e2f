import { formatFunctionArn, partitionOf } from '../../../../model/index.js';
import type { EventSourceMapping, MappingState } from '../../../../registry/index.js';
import { sourceKindOf, transitionReason } from './source-kind.js';

/** `EventSourceMappingConfiguration`; `state` where the answer shows another than the one that is kept. */
export function showMapping(
  mapping: EventSourceMapping,
  state: MappingState = mapping.state,
): Readonly<Record<string, unknown>> {
  const { settings, target } = mapping;
  const kind = sourceKindOf(settings['EventSourceArn'] as string | undefined, true);
  return {
    UUID: mapping.uuid,
    ...settings,
    EventSourceMappingArn: mappingArn(mapping),
    FunctionArn: formatFunctionArn(target),
    LastModified: mapping.lastModifiedMs / 1000,
    State: state,
    ...(kind !== undefined && { StateTransitionReason: transitionReason(kind) }),
  };
}

export function mappingArn({ account, region, uuid }: Pick<EventSourceMapping, 'account' | 'region' | 'uuid'>): string {
  return `arn:${partitionOf(region)}:lambda:${region}:${account}:event-source-mapping:${uuid}`;
}

import { operation } from '../operation.js';
import { refuseReservedKeys } from '../rules/tag-rules.js';
import { taggedResource } from './tagged-resource.js';

interface UntagResourceInput {
  readonly Resource: string;
  readonly TagKeys: readonly string[];
}

/** Contract §4.11: 204; keys that are not there are no fault. */
export const untagResource = operation<UntagResourceInput>(async ({ Resource, TagKeys }, context) => {
  const resource = taggedResource(Resource, context);
  refuseReservedKeys(TagKeys);
  const left = Object.entries(resource.tags).filter(([key]) => !TagKeys.includes(key));
  await resource.replace(Object.fromEntries(left));
  return { status: 204 };
});

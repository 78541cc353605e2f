import { invalidParameterValue } from '../../../../model/index.js';
import { operation } from '../operation.js';
import { checkTags } from '../rules/tag-rules.js';
import { taggedResource, type Tags } from './tagged-resource.js';

interface TagResourceInput {
  readonly Resource: string;
  readonly Tags: Tags;
}

/** Contract §4.11: 204; merges and overwrites. */
export const tagResource = operation<TagResourceInput>(async ({ Resource, Tags: sent }, context) => {
  const resource = taggedResource(Resource, context);
  if (Object.keys(sent).length === 0) {
    throw invalidParameterValue('An error occurred and the request cannot be processed.');
  }
  const tags = { ...resource.tags, ...sent };
  checkTags(tags);
  await resource.replace(tags);
  return { status: 204 };
});

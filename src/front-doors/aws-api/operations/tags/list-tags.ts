import { operation } from '../operation.js';
import { taggedResource } from './tagged-resource.js';

/** Contract §4.11: `{"Tags":{}}` when there are none. */
export const listTags = operation<{ readonly Resource: string }>(({ Resource }, context) => {
  return { status: 200, body: { Tags: taggedResource(Resource, context).tags } };
});

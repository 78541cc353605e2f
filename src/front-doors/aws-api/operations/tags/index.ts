import { listTags } from './list-tags.js';
import { tagResource } from './tag-resource.js';
import { untagResource } from './untag-resource.js';

/** By the names of the service model. */
export const tagOperations = {
  ListTags: listTags,
  TagResource: tagResource,
  UntagResource: untagResource,
};

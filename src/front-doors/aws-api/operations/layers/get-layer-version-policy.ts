import { resourceNotFound } from '../../../../model/index.js';
import { operation } from '../operation.js';
import { policyText } from '../policies/policy-document.js';
import { type LayerVersionInput, layerVersionWithPolicy } from './existing-layer-version.js';

/** Contract §4.9. */
export const getLayerVersionPolicy = operation<LayerVersionInput>((input, context) => {
  const { policy } = layerVersionWithPolicy(input, context);
  if (policy === undefined) throw resourceNotFound('No policy is associated with the given resource.');
  return { status: 200, body: { Policy: policyText(policy), RevisionId: policy.revisionId } };
});

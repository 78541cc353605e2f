import { invalidParameterValue, LATEST } from '../../../../model/index.js';
import { functionTarget, keyOf } from '../../function-target.js';
import type { VersionInput } from './get-function.js';
import { operation } from '../operation.js';
import { existingFunction } from '../rules/existence-rules.js';

/** Contract §4.4: 204; a version that does not exist is 204 too, an alias is refused before the function is looked up. */
export const deleteFunction = operation<VersionInput>(
  async ({ FunctionName, Qualifier }, { functions, registry, caller }) => {
    const target = functionTarget({ functionName: FunctionName, qualifier: Qualifier, caller }, functions);
    const { qualifier } = target;
    if (qualifier === LATEST) {
      throw invalidParameterValue(`${LATEST} version cannot be deleted without deleting the function.`);
    }
    if (qualifier !== undefined && !/^\d+$/.test(qualifier)) {
      throw invalidParameterValue('Deletion of aliases is not currently supported.');
    }
    existingFunction(target, functions);
    if (qualifier === undefined) await functions.delete(keyOf(target));
    else await registry.versions.delete(keyOf(target), qualifier);
    return { status: 204 };
  },
);

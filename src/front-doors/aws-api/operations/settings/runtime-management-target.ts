import { formatFunctionArn, invalidParameterValue, LATEST } from '../../../../model/index.js';
import { functionTarget, type FunctionTarget } from '../../function-target.js';
import type { VersionInput } from '../functions/get-function.js';
import type { OperationContext } from '../operation.js';
import { existingVersion } from '../rules/existence-rules.js';

/** A version or `$LATEST`, never an alias (contract §4.15). */
export function runtimeManagementTarget(input: VersionInput, context: OperationContext): Required<FunctionTarget> {
  const { functions, caller, registry } = context;
  const asked = functionTarget({ functionName: input.FunctionName, qualifier: input.Qualifier, caller }, functions);
  existingVersion(asked, registry.versions);
  const { qualifier = LATEST } = asked;
  if (qualifier !== LATEST && !/^\d+$/.test(qualifier)) {
    const arn = formatFunctionArn(asked);
    throw invalidParameterValue(`The provided function name ${arn} is invalid. Aliases are not allowed.`);
  }
  return { ...asked, qualifier };
}

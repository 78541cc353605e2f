import { formatFunctionArn } from '../../../../model/index.js';
import type { VersionInput } from '../functions/get-function.js';
import { operation } from '../operation.js';
import { runtimeManagementTarget } from './runtime-management-target.js';

/** Contract §4.15: `Auto` unless somebody said otherwise. */
export const getRuntimeManagementConfig = operation<VersionInput>((input, context) => {
  const target = runtimeManagementTarget(input, context);
  const { updateRuntimeOn = 'Auto', runtimeVersionArn } = context.registry.runtimeManagement.get(target) ?? {};
  const body = {
    UpdateRuntimeOn: updateRuntimeOn,
    FunctionArn: formatFunctionArn(target),
    ...(runtimeVersionArn !== undefined && { RuntimeVersionArn: runtimeVersionArn }),
  };
  return { status: 200, body };
});

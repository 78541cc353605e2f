import { formatFunctionArn, invalidParameterValue } from '../../../../model/index.js';
import type { RuntimeManagement } from '../../../../registry/index.js';
import type { VersionInput } from '../functions/get-function.js';
import { operation } from '../operation.js';
import { runtimeManagementTarget } from './runtime-management-target.js';

interface PutRuntimeManagementInput extends VersionInput {
  readonly UpdateRuntimeOn: RuntimeManagement['updateRuntimeOn'];
  readonly RuntimeVersionArn?: string;
}

/** Contract §4.15. Kept and shown: a runtime changes here when its image does. */
export const putRuntimeManagementConfig = operation<PutRuntimeManagementInput>(async (input, context) => {
  const { UpdateRuntimeOn, RuntimeVersionArn } = input;
  if ((UpdateRuntimeOn === 'Manual') !== (RuntimeVersionArn !== undefined)) {
    throw invalidParameterValue(
      UpdateRuntimeOn === 'Manual'
        ? 'Hearth: UpdateRuntimeOn "Manual" needs RuntimeVersionArn. Pass it.'
        : `Hearth: RuntimeVersionArn goes with UpdateRuntimeOn "Manual" only, not with "${UpdateRuntimeOn}". Leave it out.`,
    );
  }
  const target = runtimeManagementTarget(input, context);
  await context.registry.runtimeManagement.put(target, {
    updateRuntimeOn: UpdateRuntimeOn,
    ...(RuntimeVersionArn !== undefined && { runtimeVersionArn: RuntimeVersionArn }),
  });
  const body = {
    UpdateRuntimeOn,
    FunctionArn: formatFunctionArn(target),
    ...(RuntimeVersionArn !== undefined && { RuntimeVersionArn }),
  };
  return { status: 200, body };
});

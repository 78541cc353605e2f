import { functionTarget } from '../../function-target.js';
import { operation } from '../operation.js';
import { existingFunction } from '../rules/existence-rules.js';

/** Contract §0, rule 18: `{}` where there is none. */
export const getFunctionCodeSigningConfig = operation<{ readonly FunctionName: string }>(
  ({ FunctionName }, { functions, caller }) => {
    const target = functionTarget({ functionName: FunctionName, caller }, functions);
    const { codeSigningConfigArn: arn, name } = existingFunction(target, functions);
    return { status: 200, body: arn === undefined ? {} : { CodeSigningConfigArn: arn, FunctionName: name } };
  },
);

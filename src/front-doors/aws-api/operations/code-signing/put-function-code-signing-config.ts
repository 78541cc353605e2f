import { functionTarget, keyOf } from '../../function-target.js';
import { operation } from '../operation.js';
import { existingFunction } from '../rules/existence-rules.js';
import { type CodeSigningInput, refuseMissingCodeSigningConfig } from './existing-code-signing-config.js';

/** Contract §4.14: the configuration is looked up before the function. */
export const putFunctionCodeSigningConfig = operation<CodeSigningInput & { readonly FunctionName: string }>(
  async (input, context) => {
    const { functions, caller } = context;
    const arn = input.CodeSigningConfigArn;
    const target = functionTarget({ functionName: input.FunctionName, caller }, functions);
    refuseMissingCodeSigningConfig(arn, context);
    const { name } = existingFunction(target, functions);
    await functions.setOptions(keyOf(target), { codeSigningConfigArn: arn });
    return { status: 200, body: { CodeSigningConfigArn: arn, FunctionName: name } };
  },
);

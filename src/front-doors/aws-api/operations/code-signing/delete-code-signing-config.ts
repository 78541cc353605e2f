import { resourceConflict } from '../../../../model/index.js';
import { operation } from '../operation.js';
import { localityIn } from './code-signing-arn.js';
import { type CodeSigningInput, existingCodeSigningConfig } from './existing-code-signing-config.js';
import { functionsUsing } from './functions-using.js';

/** Contract §4.14: 204, and 409 while a function uses it (whose words are our own: none are recorded). */
export const deleteCodeSigningConfig = operation<CodeSigningInput>(async (input, context) => {
  const config = existingCodeSigningConfig(input, context);
  if (functionsUsing(config.arn, context).length > 0) {
    throw resourceConflict(
      `The code signing configuration ${config.arn} is used by functions and cannot be deleted. Remove it from them first.`,
    );
  }
  await context.registry.codeSigningConfigs.delete(localityIn(config.arn), config.id);
  return { status: 204 };
});

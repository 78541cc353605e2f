import { operation } from '../operation.js';
import { type CodeSigningInput, existingCodeSigningConfig } from './existing-code-signing-config.js';
import { showCodeSigningConfig } from './show-code-signing-config.js';

/** Contract §4.14. */
export const getCodeSigningConfig = operation<CodeSigningInput>((input, context) => {
  const config = existingCodeSigningConfig(input, context);
  return { status: 200, body: { CodeSigningConfig: showCodeSigningConfig(config) } };
});

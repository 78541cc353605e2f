import { codeSigningConfigMissing, codeSigningConfigNotFound } from '../../../../model/index.js';
import type { CodeSigningConfig } from '../../../../registry/index.js';
import type { OperationContext } from '../operation.js';
import { findCodeSigningConfig } from './code-signing-arn.js';

export interface CodeSigningInput {
  readonly CodeSigningConfigArn: string;
}

/** For operations on the configuration itself. */
export function existingCodeSigningConfig(
  { CodeSigningConfigArn: arn }: CodeSigningInput,
  context: OperationContext,
): CodeSigningConfig {
  const config = findCodeSigningConfig(arn, context);
  if (config === undefined) throw codeSigningConfigMissing(arn);
  return config;
}

/** For functions that are to be bound to it: another error, told before the function is looked up (contract §3.5). */
export function refuseMissingCodeSigningConfig(arn: string | undefined, context: OperationContext): void {
  if (arn === undefined || findCodeSigningConfig(arn, context) !== undefined) return;
  throw codeSigningConfigNotFound(arn);
}

import type { FunctionRecord } from '../../../../registry/index.js';
import type { OperationContext } from '../operation.js';
import { localityIn } from './code-signing-arn.js';

/** Functions that are bound to a configuration, by name. */
export function functionsUsing(arn: string, { functions }: OperationContext): readonly FunctionRecord[] {
  const { account, region } = localityIn(arn);
  return functions.listIn(account, region).filter(({ codeSigningConfigArn }) => codeSigningConfigArn === arn);
}

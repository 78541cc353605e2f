import type { FunctionVersion } from '../../../src/model/index.js';
import { functionVersion } from '../../support/function-version.js';

/** A version of the function of that name; its generation is `g1` unless said otherwise. */
export function functionVersionOf(name = 'echo', changes: Partial<FunctionVersion> = {}): FunctionVersion {
  return functionVersion({ name, arn: { region: 'us-east-1', account: '000000000000', name }, ...changes });
}

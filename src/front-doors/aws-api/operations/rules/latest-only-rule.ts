import { invalidParameterValue, LATEST } from '../../../../model/index.js';
import type { FunctionTarget } from '../../function-target.js';

/** For operations that change `$LATEST` and nothing else (contract §3.2). */
export function refuseOtherThanLatest({ qualifier }: FunctionTarget): void {
  if (qualifier === undefined || qualifier === LATEST) return;
  throw invalidParameterValue(`Current operation does not support versions other than ${LATEST}`);
}

import { formatFunctionArn, functionNotFound, resourceConflict } from '../../../../model/index.js';
import type { FunctionKey, FunctionRecord, FunctionRegistry, VersionRegistry } from '../../../../registry/index.js';
import { type FunctionTarget, keyOf } from '../../function-target.js';

/** Asked before the code is read, so that a conflict is told before a fault of the code (contract §2.3). */
export function refuseTakenName(key: FunctionKey, functions: FunctionRegistry): void {
  if (functions.find(key) !== undefined) throw resourceConflict(`Function already exist: ${key.name}`);
}

/** The function itself; the refusal names `FA` without qualifier. */
export function existingFunction(target: FunctionTarget, functions: FunctionRegistry): FunctionRecord {
  const record = functions.find(keyOf(target));
  if (record === undefined) throw functionNotFound(formatFunctionArn(keyOf(target)));
  return record;
}

/** The version that the qualifier means, `$LATEST` without one; the refusal names what was asked. */
export function existingVersion(target: FunctionTarget, versions: VersionRegistry): FunctionRecord {
  const record = versions.find(target);
  if (record === undefined) throw functionNotFound(formatFunctionArn(target));
  return record;
}

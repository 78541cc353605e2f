import { codeStorageExceeded, limits } from '../../../../model/index.js';
import type { FunctionCode, Locality } from '../../../../registry/index.js';
import type { OperationContext } from '../operation.js';

type Holders = Pick<OperationContext, 'functions' | 'registry'>;

/** Bytes of all zips of an account in a region: functions, their versions, and layer versions. */
export function storedCodeSize(locality: Locality, { functions, registry }: Holders): number {
  const ofFunctions = functions.codeSizeIn(locality.account, locality.region);
  return registry.layers.list(locality).reduce((total, { size }) => total + size, ofFunctions);
}

/** Refuses code that does not fit in the account any more (contract §5). */
export function checkCodeStorage(locality: Locality, added: FunctionCode | number, holders: Holders): void {
  const size = typeof added === 'number' ? added : sizeOf(added);
  if (storedCodeSize(locality, holders) + size > limits.totalCode) throw codeStorageExceeded();
}

function sizeOf(code: FunctionCode): number {
  return code.packageType === 'Zip' ? code.size : 0;
}

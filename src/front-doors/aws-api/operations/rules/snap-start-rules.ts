import { invalidParameterValue } from '../../../../model/index.js';
import type { FunctionRecord } from '../../../../registry/index.js';

/** Whether versions of it are started from a snapshot. */
export function hasSnapStart({ settings: { shownOnly } }: FunctionRecord): boolean {
  return (shownOnly['SnapStart'] as { readonly ApplyOn?: string } | undefined)?.ApplyOn === 'PublishedVersions';
}

/** A version has either a snapshot or provisioned concurrency (developer guide, "Improving startup performance with Lambda SnapStart"). */
export function refuseSnapStart(version: FunctionRecord | undefined): void {
  if (version === undefined || !hasSnapStart(version)) return;
  throw invalidParameterValue('Provisioned Concurrency is not supported for SnapStart enabled functions.');
}

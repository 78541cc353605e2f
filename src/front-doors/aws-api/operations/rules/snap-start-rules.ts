import { invalidParameterValue } from '../../../../model/index.js';
import type { FunctionRecord, FunctionSettings } from '../../../../registry/index.js';

/** Whether versions with these settings are started from a snapshot. */
export function appliesSnapStart({ shownOnly }: FunctionSettings): boolean {
  return (shownOnly['SnapStart'] as { readonly ApplyOn?: string } | undefined)?.ApplyOn === 'PublishedVersions';
}

/** A version has either a snapshot or provisioned concurrency (developer guide, "Improving startup performance with Lambda SnapStart"). */
export function refuseSnapStart(version: FunctionRecord | undefined): void {
  if (version === undefined || !appliesSnapStart(version.settings)) return;
  throw invalidParameterValue('Provisioned Concurrency is not supported for SnapStart enabled functions.');
}

import { createHash } from 'node:crypto';
import { newUuid } from '../base/index.js';
import type { FunctionRecord } from './function-record.js';
import { createdStatus, settledStatus } from './function-status.js';

export interface PublishOptions {
  /** That of `$LATEST` when absent. */
  readonly description?: string | undefined;
  /** The version is Pending until its function is settled. */
  readonly pending: boolean;
  readonly nowMs: number;
}

/** A version made of `$LATEST` as it is, and `$LATEST` as it knows of it. */
export interface Publication {
  readonly latest: FunctionRecord;
  readonly version: FunctionRecord;
}

/** Makes version `number` of `$LATEST`; both get a new revision (contract §4.3). */
export function publish(latest: FunctionRecord, number: number, options: PublishOptions): Publication {
  const version: FunctionRecord = {
    ...ofVersion(latest),
    version: String(number),
    settings: {
      ...latest.settings,
      description: options.description ?? latest.settings.description,
      shownOnly: shownOf(latest),
    },
    status: options.pending ? createdStatus : settledStatus,
    revisionId: newUuid(),
    lastModifiedMs: options.nowMs,
  };
  const publishedAs = { version: version.version, fingerprint: fingerprintOf(latest) };
  return { latest: { ...latest, publishedAs, revisionId: newUuid() }, version };
}

/** Code and configuration in one hash; where the code lies does not count. */
export function fingerprintOf({ settings, code }: FunctionRecord): string {
  const parts =
    code.packageType === 'Image'
      ? [settings, code.imageUri]
      : [settings, code.source.digest, code.layers.map(({ digest }) => digest)];
  return createHash('sha256')
    .update(JSON.stringify(sorted(parts)))
    .digest('hex');
}

/** Tags, reservation and the like belong to the function as a whole. */
function ofVersion({
  account,
  region,
  name,
  settings,
  code,
  tags,
}: FunctionRecord): Omit<FunctionRecord, 'version' | 'status' | 'revisionId' | 'lastModifiedMs'> {
  return { account, region, name, settings, code, tags };
}

/** SnapStart is on for published versions only, in whose place a warm start stands here. */
function shownOf({ settings: { shownOnly } }: FunctionRecord): Readonly<Record<string, unknown>> {
  const snapStart = shownOnly['SnapStart'] as { readonly ApplyOn?: string } | undefined;
  if (snapStart?.ApplyOn !== 'PublishedVersions') return shownOnly;
  return { ...shownOnly, SnapStart: { ApplyOn: 'PublishedVersions', OptimizationStatus: 'On' } };
}

/** The same members in the same order, whatever order they were set in. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, sorted(item)]));
}

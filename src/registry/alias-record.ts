/** A name for a version, as the AWS API shows it; immutable, a change makes a new record. */
export interface AliasRecord {
  readonly name: string;
  readonly functionVersion: string;
  readonly description: string;
  /** New after every change. */
  readonly revisionId: string;
  /** Share of invocations, 0 to 1, that go to another version than `functionVersion`; absent when none do. */
  readonly weights?: Readonly<Record<string, number>>;
}

/** The version that one invocation of the alias runs; `chance` is a number from 0 up to but not including 1. */
export function versionBehind({ functionVersion, weights }: AliasRecord, chance: number): string {
  let rest = chance;
  for (const [version, weight] of Object.entries(weights ?? {})) {
    if (rest < weight) return version;
    rest -= weight;
  }
  return functionVersion;
}

/** Versions that the alias sends invocations to. */
export function versionsOf({ functionVersion, weights }: AliasRecord): readonly string[] {
  return [functionVersion, ...Object.keys(weights ?? {})];
}

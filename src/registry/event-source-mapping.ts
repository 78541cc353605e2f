import type { QualifiedKey } from './qualified-settings.js';

/** What moves records of one source to one function, as the AWS API keeps it. */
export interface EventSourceMapping {
  readonly uuid: string;
  readonly account: string;
  readonly region: string;
  /** The function as it was named, with its qualifier. */
  readonly target: QualifiedKey;
  readonly enabled: boolean;
  readonly state: MappingState;
  readonly lastModifiedMs: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Everything else that was set or has a default for this kind of source, by AWS's names and in AWS's form. */
  readonly settings: Readonly<Record<string, unknown>>;
}

export type MappingState = 'Creating' | 'Enabling' | 'Enabled' | 'Disabling' | 'Disabled' | 'Updating' | 'Deleting';

/** The mapping once the change that was under way has ended. */
export function settledMapping(mapping: EventSourceMapping): EventSourceMapping {
  return { ...mapping, state: mapping.enabled ? 'Enabled' : 'Disabled' };
}

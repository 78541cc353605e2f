import type { QualifiedKey } from './qualified-settings.js';

/** How many sandboxes of a version or alias are to be kept ready. */
export interface ProvisionedConcurrency {
  /** The version or alias. */
  readonly target: QualifiedKey;
  readonly requested: number;
  readonly lastModifiedMs: number;
}

/** When the runtime of a version changes; nothing here changes it but another image. */
export interface RuntimeManagement {
  readonly updateRuntimeOn: 'Auto' | 'Manual' | 'FunctionUpdate';
  readonly runtimeVersionArn?: string;
}

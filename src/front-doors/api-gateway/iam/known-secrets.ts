import type { RoleSession } from '../../../identity/index.js';

/** The secret of an access key, and whose key it is; undefined for a key that this machine knows nothing of. */
export type KnownSecrets = (accessKeyId: string) => Promise<KnownKey | undefined>;

export interface KnownKey {
  readonly secretAccessKey: string;
  readonly account: string;
  /** Of an assumed role's key. */
  readonly session?: RoleSession;
}

/** The secret of an access key, and whose key it is; undefined for a key that this machine knows nothing of. */
export type KnownSecrets = (accessKeyId: string) => Promise<KnownKey | undefined>;

export interface KnownKey {
  readonly secretAccessKey: string;
  readonly account: string;
}

/** Whose credentials sandboxes get: what the AWS SDK's default chain finds for `--profile`, else dummies that work offline. */
export interface Identity {
  /**
   * Undefined with `--no-credentials`. Renewed by the source when they near their end. Dummies name `account` (that of the function)
   * where it is not the default one.
   */
  sandboxCredentials(account?: string): Promise<IssuedCredentials | undefined>;
  /** What Hearth itself signs with when it calls a neighbour, `--no-credentials` or not. */
  ownCredentials(account?: string): Promise<IssuedCredentials & { readonly areDummies: boolean }>;
}

export interface IssuedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Epoch milliseconds. */
  readonly expiresAtMs?: number;
}

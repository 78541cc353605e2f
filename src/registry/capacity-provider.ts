/** A capacity provider, kept and shown; functions run in sandboxes of this machine whatever it says. */
export interface CapacityProvider {
  readonly name: string;
  readonly arn: string;
  readonly lastModifiedMs: number;
  readonly tags: Readonly<Record<string, string>>;
  /** What was sent, by AWS's names and in AWS's form. */
  readonly settings: Readonly<Record<string, unknown>>;
}

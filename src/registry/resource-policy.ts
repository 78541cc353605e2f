/** Who may call one qualifier of a function, or use a layer version: a resource-based policy as AWS keeps it. */
export interface ResourcePolicy {
  /** In the order in which they were added. */
  readonly statements: readonly PolicyStatement[];
  /** New after every change. */
  readonly revisionId: string;
}

/** A statement in AWS's form, as it is shown and evaluated. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly Action: unknown;
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

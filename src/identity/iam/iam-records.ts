/** A role as IAM keeps it; documents are JSON texts as they were sent. */
export interface Role {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly trustPolicy: string;
  readonly description?: string;
  readonly maxSessionSeconds: number;
  readonly createdAtMs: number;
  readonly permissionsBoundary?: string;
  readonly tags: Readonly<Record<string, string>>;
  /** By name. */
  readonly inlinePolicies: Readonly<Record<string, string>>;
  /** ARNs, in the order in which they were attached. */
  readonly attachedPolicies: readonly string[];
}

/** A policy that roles can share. */
export interface ManagedPolicy {
  readonly name: string;
  readonly path: string;
  readonly id: string;
  readonly description?: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Oldest first; numbers are never used again. */
  readonly versions: readonly PolicyVersion[];
  readonly defaultVersion: number;
  readonly lastVersion: number;
}

export interface PolicyVersion {
  readonly number: number;
  readonly document: string;
  readonly createdAtMs: number;
}

/** Who signs with credentials that `AssumeRole` gave. */
export interface RoleSession {
  readonly account: string;
  /** `arn:aws:sts::<account>:assumed-role/<role>/<session>`. */
  readonly arn: string;
  /** `<role id>:<session>`. */
  readonly userId: string;
  readonly secretAccessKey: string;
  /** Of the role, with its path. */
  readonly roleArn?: string;
  /** Of a role that was kept here when it was assumed. */
  readonly roleName?: string;
  /** Texts of the policies given to AssumeRole; absent when none was. */
  readonly sessionPolicies?: readonly string[];
  /** Of the role and of the session, by key. */
  readonly tags?: Readonly<Record<string, string>>;
  readonly expiresAtMs: number;
}

import type { Clock } from '../../../base/index.js';
import type { Iam } from '../../../identity/index.js';
import type { Caller } from '../caller.js';
import type { QueryParameters } from './query-parameters.js';
import type { QueryResult } from './query-response.js';

export interface ActionContext {
  readonly caller: Caller;
  readonly iam: Iam;
  readonly clock: Clock;
  /** `--enforce-policies`: roles are assumed by whom they trust alone. */
  readonly enforcesPolicies: boolean;
  /** `--organization-id`. */
  readonly organizationId?: string | undefined;
}

/** One action of IAM or STS: what it answers, or nothing but that it was done. Throws `AwsError`. */
export type Action = (
  parameters: QueryParameters,
  context: ActionContext,
) => QueryResult | undefined | Promise<QueryResult | undefined>;

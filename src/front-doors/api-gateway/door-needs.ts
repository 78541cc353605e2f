import type { Clock, Logger } from '../../base/index.js';
import type { EventQueue } from '../../invoke-path/event-queue/index.js';
import type { NeighbourClientNeeds } from '../../aws-services/index.js';
import type { FunctionPermissions } from '../permissions/index.js';
import type { InvokeFrontend } from '../../invoke-path/invoke-frontend/index.js';
import type { KnownSecrets } from './iam/known-secrets.js';

/** What the doors that face clients of functions are made with. */
export interface DoorNeeds {
  readonly frontend: InvokeFrontend;
  readonly queue: Pick<EventQueue, 'accept'>;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly authorization: AuthorizationNeeds;
  /** `--enforce-policies`; absent, no function's policy is asked. */
  readonly permissions?: FunctionPermissions;
  /** For integrations that call other services of AWS's; absent, they are refused. */
  readonly services?: NeighbourClientNeeds;
}

/** How requests are authorized, and how that is mocked. */
export interface AuthorizationNeeds {
  /** `--disable-authorizer`: every route is open. */
  readonly disabled: boolean;
  /** `--mock-claims`: what JWT and Cognito authorizers would have found in a token; none is then asked for. */
  readonly mockClaims?: Readonly<Record<string, unknown>>;
  readonly secrets: KnownSecrets;
  /** `--organization-id`. */
  readonly organizationId?: string | undefined;
  /** Where user pools of a neighbour are found, else at AWS. */
  readonly awsEndpoint?: string;
}

import type http from 'node:http';
import type { ObjectReader } from '../../aws-services/index.js';
import type { Clock, Logger } from '../../base/index.js';
import type { EventQueue } from '../../invoke-path/event-queue/index.js';
import type { InvokeFrontend, ProvisionedSandboxes } from '../../invoke-path/invoke-frontend/index.js';
import type { Iam } from '../../identity/index.js';
import type { Registry } from '../../registry/index.js';
import type { Settings } from '../../settings/index.js';
import type { FunctionPermissions } from '../permissions/index.js';
import type { Storage } from '../../storage/index.js';
import type { RuntimePolicy } from './operations/rules/runtime-rules.js';

/** What the AWS endpoint works with. */
export interface AwsApiNeeds {
  readonly settings: Pick<Settings, 'account' | 'region' | 'accountConcurrency' | 'awsEndpoint' | 'organizationId'>;
  readonly registry: Registry;
  readonly storage: Pick<Storage, 'code'>;
  readonly objects: ObjectReader;
  /** Roles, policies and sessions, where no neighbour keeps them. */
  readonly iam: Iam;
  readonly frontend: InvokeFrontend;
  readonly queue: Pick<EventQueue, 'accept'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Without it provisioned concurrency stays in progress. */
  readonly provisionedSandboxes?: Pick<ProvisionedSandboxes, 'progressOf'>;
  /** Answers every path below `/_hearth/`. */
  readonly adminRoutes?: http.RequestListener;
  readonly runtimePolicy?: RuntimePolicy;
  /** `--enforce-policies`; absent, no function's policy is asked. */
  readonly permissions?: FunctionPermissions;
  /** When a create or an update settles once its answer is out; at once unless a test wants to see the states. */
  readonly settleWhen?: (settle: () => void) => void;
}

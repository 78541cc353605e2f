import type { Clock, Logger } from '../../../base/index.js';
import type { EventQueue } from '../../../invoke-path/event-queue/index.js';
import type { FunctionPermissions } from '../../permissions/index.js';
import type { InvokeFrontend } from '../../../invoke-path/invoke-frontend/index.js';

/** What invoking requests are answered with. */
export interface InvokeNeeds {
  readonly frontend: InvokeFrontend;
  readonly queue: Pick<EventQueue, 'accept'>;
  readonly clock: Clock;
  readonly logger: Logger;
  /** `--enforce-policies`. */
  readonly permissions?: FunctionPermissions;
}

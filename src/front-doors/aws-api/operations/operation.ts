import type { ObjectReader } from '../../../aws-services/index.js';
import type { Clock, Logger } from '../../../base/index.js';
import type { EventQueue } from '../../../invoke-path/event-queue/index.js';
import type { ProvisionedSandboxes } from '../../../invoke-path/invoke-frontend/index.js';
import type { FunctionRegistry, FunctionUrlConfig, Registry } from '../../../registry/index.js';
import type { CodeStore } from '../../../storage/index.js';
import type { Caller } from '../caller.js';
import type { CodeLocations } from '../code-locations.js';
import type { Input } from '../wire/read-input.js';
import type { Answer } from '../wire/write-answer.js';
import type { RoleCheck } from './rules/role-rules.js';
import type { RuntimePolicy } from './rules/runtime-rules.js';

/** What operations work on. */
export interface OperationNeeds {
  readonly registry: Registry;
  /** Those of `registry`, which nearly every operation asks. */
  readonly functions: FunctionRegistry;
  readonly code: CodeStore;
  /** Where code is fetched that an operation names by bucket and key. */
  readonly objects: ObjectReader;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly accountConcurrency: number;
  readonly runtimePolicy: RuntimePolicy;
  /** `--organization-id`. */
  readonly organizationId?: string | undefined;
  /** `--enforce-policies`, without a neighbour that keeps the roles. */
  readonly checkRole?: RoleCheck;
  readonly codeLocations: CodeLocations;
  readonly queue: Pick<EventQueue, 'accept'>;
  readonly provisionedSandboxes: Pick<ProvisionedSandboxes, 'progressOf'>;
}

export interface OperationContext extends OperationNeeds {
  readonly caller: Caller;
  /** The one that the answer tells. */
  readonly requestId: string;
  /** Base URL by which this caller reached Hearth, without a slash at the end. */
  readonly baseUrl: string;
  /** Where this caller reaches a function URL. */
  readonly functionUrl: (url: FunctionUrlConfig) => string;
}

/** One AWS operation; its input has passed the model's constraints. Throws `AwsError`. */
export type Operation = (input: Input, context: OperationContext) => Answer | Promise<Answer>;

/** Gives an operation the types that the service model promises for its input. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the one place where the service model's promise becomes a type
export function operation<I>(answer: (input: I, context: OperationContext) => Answer | Promise<Answer>): Operation {
  return (input, context) => answer(input as I, context);
}

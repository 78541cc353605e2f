import type { Clock, WholeRequest } from '../../../base/index.js';
import type { ContextValues } from '../../../identity/index.js';
import type { Registry } from '../../../registry/index.js';
import type { AccessNeed, FunctionPermissions } from '../../permissions/index.js';
import { apiCaller, type Caller } from '../caller.js';
import { type ActedOn, actedOn, layerVersionNamed } from './acted-on.js';
import type { AskedInput } from './asked-input.js';
import { askedValues } from './asked-values.js';
import { actionOf } from './operation-access.js';

export interface AuthorizationNeeds {
  readonly registry: Registry;
  readonly permissions: FunctionPermissions;
}

export interface AskedOperation {
  readonly operation: string;
  readonly input: AskedInput;
  readonly caller: Caller;
  /** Of the request: address, agent, time. */
  readonly values: ContextValues;
}

/** Operations that make something which may be tagged at once: that is an action of its own. */
const tagging = new Set([
  'CreateCapacityProvider',
  'CreateCodeSigningConfig',
  'CreateEventSourceMapping',
  'CreateFunction',
]);

/** Throws AWS's 403 unless the caller may all that an operation asks of it (`--enforce-policies`). */
export function authorizeOperation(asked: AskedOperation, { registry, permissions }: AuthorizationNeeds): void {
  const caller = apiCaller(asked.caller);
  for (const need of needsOf(asked, { registry, permissions })) permissions.refuseCaller(caller, need);
}

function* needsOf(asked: AskedOperation, { registry, permissions }: AuthorizationNeeds): Generator<AccessNeed> {
  const { operation, input, caller, values } = asked;
  for (const on of actedOn(operation, input, caller, registry)) {
    const about = { ...values, ...askedValues(operation, input, on, { caller, registry }) };
    const need = (action: string): AccessNeed =>
      'function' in on ? permissions.needOf(action, on.function, apiCaller(caller), about) : needOn(on, action, about);
    yield need(actionOf(operation));
    if (tagging.has(operation) && Object.keys(input.Tags ?? {}).length > 0) yield need('lambda:TagResource');
  }
  yield* layerNeeds(asked, registry);
  if (input.Role !== undefined) yield passRoleNeed(input.Role, caller, values);
}

/** Who gives a function a layer must be able to read it; one that is not here is refused where it is looked for. */
function layerNeeds({ input, caller, values }: AskedOperation, registry: Registry): readonly AccessNeed[] {
  return (input.Layers ?? []).flatMap((Arn) => {
    const on = layerVersionNamed({ Arn }, caller, registry);
    return on.isThere ? [needOn(on, 'lambda:GetLayerVersion', values)] : [];
  });
}

/** The role is its account's alone: passing another's has a refusal of its own. */
function passRoleNeed(role: string, { account }: Caller, values: ContextValues): AccessNeed {
  const passed = { ...values, 'iam:passedtoservice': 'lambda.amazonaws.com' };
  return { action: 'iam:PassRole', resource: role, account, statements: [], values: passed };
}

function needOn(
  on: Exclude<ActedOn, { readonly function: unknown }>,
  action: string,
  values: ContextValues,
): AccessNeed {
  const { arn, account, statements = [] } = on;
  return { action, resource: arn, account, statements, values };
}

/** What conditions may ask of any request to the AWS API. */
export function requestValues(
  { socket, headers }: Pick<WholeRequest, 'socket' | 'headers'>,
  { region }: Caller,
  clock: Clock,
): ContextValues {
  const now = clock.now();
  const { remoteAddress } = socket;
  const agent = headers['user-agent'];
  return {
    ...(remoteAddress !== undefined && { 'aws:sourceip': remoteAddress.replace(/^::ffff:/, '') }),
    ...(agent !== undefined && { 'aws:useragent': agent }),
    'aws:securetransport': 'false',
    'aws:requestedregion': region,
    'aws:currenttime': new Date(now).toISOString(),
    'aws:epochtime': String(Math.floor(now / 1000)),
  };
}

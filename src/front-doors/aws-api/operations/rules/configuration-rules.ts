import { invalidParameterValue, limits } from '../../../../model/index.js';
import type { FunctionSettings } from '../../../../registry/index.js';
import type { ConfigurationInput } from '../functions/configuration-input.js';
import { checkDeadLetterTarget } from './dead-letter-rules.js';
import { checkEnvironment } from './environment-rules.js';
import { checkRuntime, checkSnapStart, type RuntimePolicy } from './runtime-rules.js';
import { appliesSnapStart } from './snap-start-rules.js';

/** What AWS checks of a configuration beyond the model's constraints, in its order (contract §2.3, §4.1). */
export function checkConfiguration(input: ConfigurationInput, policy: RuntimePolicy, before?: FunctionSettings): void {
  refuseWhatNobodyHasHere(input);
  checkQuotas(input);
  if (input.Environment?.Variables !== undefined) checkEnvironment(input.Environment.Variables);
  checkDeadLetterTarget(input.DeadLetterConfig?.TargetArn);
  if (input.Layers !== undefined) checkLayerCount(input.Layers);
  if (input.Runtime !== undefined) checkRuntime(input.Runtime, policy);
  const keepsSnapStart = input.SnapStart?.ApplyOn === undefined && before !== undefined && appliesSnapStart(before);
  checkSnapStart(input.Runtime ?? before?.runtime, keepsSnapStart ? 'PublishedVersions' : input.SnapStart?.ApplyOn);
}

/** The model's own ceilings are those of managed instances; these are an ordinary function's. */
function checkQuotas({ MemorySize, EphemeralStorage, Timeout }: ConfigurationInput): void {
  refuseAbove('MemorySize', MemorySize, limits.memoryMb.max);
  refuseAbove('EphemeralStorage.Size', EphemeralStorage?.Size, limits.ephemeralStorageMb.max);
  refuseAbove('Timeout', Timeout, limits.timeoutSeconds.max);
}

function refuseAbove(member: string, value: number | undefined, limit: number): void {
  if (value === undefined || value <= limit) return;
  throw invalidParameterValue(
    `'${member}' value failed to satisfy constraint: Member must have value less than or equal to ${limit}`,
  );
}

function checkLayerCount(arns: readonly string[]): void {
  if (arns.length > limits.layers) throw invalidParameterValue(`Cannot reference more than ${limits.layers} layers.`);
}

function refuseWhatNobodyHasHere(input: ConfigurationInput): void {
  for (const member of ['CapacityProviderConfig', 'RuntimeConfig', 'AcceleratorConfig'] as const) {
    if (input[member] !== undefined) throw invalidParameterValue(`Hearth: ${member} is not supported. Leave it out.`);
  }
}

/** `LATEST_PUBLISHED` belongs to functions on capacity providers, which nobody has here. */
export function refusePublishTo(publishTo: string | undefined): void {
  if (publishTo === undefined) return;
  throw invalidParameterValue(`Hearth: PublishTo "${publishTo}" is for capacity providers only. Leave it out.`);
}

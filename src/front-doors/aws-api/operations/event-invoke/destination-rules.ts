import { formatFunctionArn, invalidParameterValue, parseFunctionName } from '../../../../model/index.js';
import { keyOf, type FunctionTarget } from '../../function-target.js';
import type { OperationContext } from '../operation.js';
import { isFifo } from '../rules/dead-letter-rules.js';
import type { DestinationInput, EventInvokeInput } from './event-invoke-input.js';

/** Asked before anything is looked up. */
export function refuseNothing(input: EventInvokeInput): void {
  if (
    input.MaximumRetryAttempts === undefined &&
    input.MaximumEventAgeInSeconds === undefined &&
    input.DestinationConfig === undefined
  ) {
    throw invalidParameterValue('You must specify at least one of error handling or destination setting.');
  }
}

/** Destinations are standard queues and topics, buses, buckets (for failures) and other functions that are there (contract §4.13); Kafka's topics are for mappings of Kafka alone. */
export function checkDestinations(
  destinations: DestinationInput | undefined,
  target: FunctionTarget,
  context: OperationContext,
): void {
  if (destinations === undefined) return;
  const { OnSuccess, OnFailure } = destinations;
  for (const [arn, services] of [
    [OnSuccess?.Destination, ['sqs', 'sns', 'events', 'lambda']],
    [OnFailure?.Destination, ['sqs', 'sns', 'events', 'lambda', 's3']],
  ] as const) {
    if (arn === undefined || arn === '') continue;
    const service = arn.split(':')[2] ?? '';
    if (isFifo(arn) || !services.some((allowed) => allowed === service)) throw invalidDestinations(destinations);
    if (service === 'lambda') checkFunction(arn, target, context);
  }
}

function checkFunction(arn: string, target: FunctionTarget, { functions, caller }: OperationContext): void {
  const named = parseFunctionName(arn);
  const key = { account: named?.account ?? caller.account, region: named?.region ?? caller.region };
  const destination = { ...key, name: named?.name ?? '' };
  if (formatFunctionArn(destination) === formatFunctionArn(keyOf(target))) {
    throw invalidParameterValue("You can't specify the function as a destination for itself.");
  }
  if (functions.find(destination) === undefined) {
    throw invalidParameterValue(`The destination ARN ${arn} is invalid.`);
  }
}

export function invalidDestinations(destinations: DestinationInput): Error {
  return invalidParameterValue(`The provided destination config ${asJavaPrints(destinations)} is invalid.`);
}

/** The service prints the object that its program has. */
function asJavaPrints({ OnSuccess, OnFailure }: DestinationInput): string {
  const part = (name: string, value: { readonly Destination?: string } | undefined): string =>
    value === undefined ? 'null' : `${name}(destination=${value.Destination ?? 'null'})`;
  return `DestinationConfig(onSuccess=${part('OnSuccess', OnSuccess)}, onFailure=${part('OnFailure', OnFailure)})`;
}

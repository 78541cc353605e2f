/** Lambda's metrics that count, under CloudWatch's names, with what each counts (developer guide, "Types of metrics for Lambda functions"). */
export const counterMeanings = {
  Invocations: 'Invocations that a function ran or failed; throttled ones are not among them.',
  Errors: 'Invocations that ended with a function error, timeouts and crashes included.',
  Throttles: 'Attempts that were refused because no concurrency was left.',
  ProvisionedConcurrencyInvocations: 'Invocations that ran in provisioned concurrency.',
  ProvisionedConcurrencySpilloverInvocations: 'Invocations beyond provisioned concurrency that is all in use.',
  AsyncEventsReceived: 'Asynchronous events that were accepted.',
  AsyncEventsDropped: 'Asynchronous events that ended without success, whoever was told of it.',
  DeadLetterErrors: 'Events that could not be sent to their dead-letter queue.',
  DestinationDeliveryFailures: 'Records that could not be sent to their destination.',
  RecursiveInvocationsDropped: 'Invocations that were stopped because they looked like a loop.',
} as const;

export type CounterName = keyof typeof counterMeanings;

/** Whole numbers since Hearth began. */
export type Counts = Record<CounterName, number>;

export const counterNames = Object.keys(counterMeanings) as readonly CounterName[];

/** Written out, so that all of them have one shape from the start. */
export function zeroCounts(): Counts {
  return {
    Invocations: 0,
    Errors: 0,
    Throttles: 0,
    ProvisionedConcurrencyInvocations: 0,
    ProvisionedConcurrencySpilloverInvocations: 0,
    AsyncEventsReceived: 0,
    AsyncEventsDropped: 0,
    DeadLetterErrors: 0,
    DestinationDeliveryFailures: 0,
    RecursiveInvocationsDropped: 0,
  };
}

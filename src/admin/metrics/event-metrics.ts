import { type FunctionMetricRow, functionMetricRows, type LambdaMetrics } from '../../metrics/index.js';

/** Lambda's metrics of asynchronous invocation (developer guide, "Asynchronous invocation metrics"). */
export type EventMetrics = Pick<
  FunctionMetricRow,
  | 'AsyncEventsReceived'
  | 'AsyncEventsDropped'
  | 'AsyncEventAge'
  | 'DeadLetterErrors'
  | 'DestinationDeliveryFailures'
  | 'RecursiveInvocationsDropped'
>;

/** By function name, of functions that were called asynchronously. */
export function eventMetrics(metrics: LambdaMetrics): Readonly<Record<string, EventMetrics>> {
  const concerned = functionMetricRows(metrics).filter(
    (row) => row.AsyncEventsReceived + row.AsyncEventsDropped + row.AsyncEventAge.count > 0,
  );
  return Object.fromEntries(
    concerned.map((row) => [
      row.functionName,
      {
        AsyncEventsReceived: row.AsyncEventsReceived,
        AsyncEventsDropped: row.AsyncEventsDropped,
        AsyncEventAge: row.AsyncEventAge,
        DeadLetterErrors: row.DeadLetterErrors,
        DestinationDeliveryFailures: row.DestinationDeliveryFailures,
        RecursiveInvocationsDropped: row.RecursiveInvocationsDropped,
      },
    ]),
  );
}

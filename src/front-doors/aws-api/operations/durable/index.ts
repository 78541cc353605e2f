import { listDurableExecutionsByFunction } from './list-durable-executions-by-function.js';
import { noDurableCallback, noDurableExecution } from './no-durable-execution.js';

/** By the names of the service model. Durable executions do not run here yet, and these say so as AWS says it of what is not there. */
export const durableOperations = {
  CheckpointDurableExecution: noDurableExecution,
  DeleteDurableExecution: noDurableExecution,
  GetDurableExecution: noDurableExecution,
  GetDurableExecutionHistory: noDurableExecution,
  GetDurableExecutionState: noDurableExecution,
  ListDurableExecutionsByFunction: listDurableExecutionsByFunction,
  PauseDurableExecution: noDurableExecution,
  ResumeDurableExecution: noDurableExecution,
  SendDurableExecutionCallbackFailure: noDurableCallback,
  SendDurableExecutionCallbackHeartbeat: noDurableCallback,
  SendDurableExecutionCallbackSuccess: noDurableCallback,
  StopDurableExecution: noDurableExecution,
};

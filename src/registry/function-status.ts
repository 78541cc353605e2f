/** `State` and `LastUpdateStatus` of a function, with their reasons; the reasons are there only while something is not plain (contract §4.2). */
export interface FunctionStatus {
  readonly state: 'Pending' | 'Active';
  readonly lastUpdate?: 'InProgress' | 'Successful';
}

/** What happens to a function in its life. */
type StatusEvent = 'update' | 'settle';

/** A new function: `Pending`, without any last update. */
export const createdStatus: FunctionStatus = { state: 'Pending' };

/** A function at rest. */
export const settledStatus: FunctionStatus = { state: 'Active', lastUpdate: 'Successful' };

const updatingStatus: FunctionStatus = { state: 'Active', lastUpdate: 'InProgress' };

type Phase = 'creating' | 'updating' | 'settled';

/** The legal moves (contract §4.3); what is missing here is refused to the caller before it is tried. */
const moves: Readonly<Record<Phase, Partial<Record<StatusEvent, FunctionStatus>>>> = {
  creating: { settle: settledStatus },
  updating: { settle: settledStatus },
  settled: { update: updatingStatus, settle: settledStatus },
};

/** The status after `event`; throws on an illegal move. */
export function nextStatus(status: FunctionStatus, event: StatusEvent): FunctionStatus {
  const next = moves[phaseOf(status)][event];
  if (next === undefined) throw new Error(`A function that is ${phaseOf(status)} cannot ${event}.`);
  return next;
}

/** Whether a create or an update waits to be settled. */
export function phaseOf({ state, lastUpdate }: FunctionStatus): Phase {
  if (state === 'Pending') return 'creating';
  return lastUpdate === 'InProgress' ? 'updating' : 'settled';
}

/** Where one runtime stands; the names appear in the 403 bodies (runtime contract §1.4). */
export type RuntimeState =
  | 'Started'
  | 'InitError'
  | 'Ready'
  | 'Running'
  | 'InvocationResponse'
  | 'InvocationErrorResponse'
  | 'RuntimeResponseSentState';

/** Every legal move. `Running` to `Ready` is a repeated poll, which gets the same event again and stays `Running`. */
export const legalRuntimeMoves: Readonly<Record<RuntimeState, readonly RuntimeState[]>> = {
  Started: ['Ready', 'InitError'],
  InitError: [],
  Ready: ['Ready', 'Running'],
  Running: ['Ready', 'InvocationResponse', 'InvocationErrorResponse'],
  InvocationResponse: ['RuntimeResponseSentState'],
  InvocationErrorResponse: ['RuntimeResponseSentState'],
  RuntimeResponseSentState: ['Ready'],
};

export function isLegalRuntimeMove(from: RuntimeState, to: RuntimeState): boolean {
  return legalRuntimeMoves[from].includes(to);
}

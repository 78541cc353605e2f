/** Bodies that the platform makes for a failed invocation, as AWS answers them (runtime contract, 6.3 and 1.5). */
export function timedOut(requestId: string, seconds: number): string {
  return platformBody('Sandbox.Timedout', requestId, `Task timed out after ${seconds.toFixed(2)} seconds`);
}

export function exited(requestId: string, status: number): string {
  const reason = status === 0 ? 'without providing a reason' : `with error: exit status ${status}`;
  return platformBody('Runtime.ExitError', requestId, `Runtime exited ${reason}`);
}

export function ranOutOfMemory(requestId: string): string {
  return platformBody('Runtime.OutOfMemory', requestId, 'Runtime exited with error: signal: killed');
}

export const responseTooLarge =
  '{"errorMessage":"Response payload size exceeded maximum allowed payload size (6291556 bytes).","errorType":"Function.ResponseSizeTooLarge"}';

function platformBody(errorType: string, requestId: string, reason: string): string {
  return JSON.stringify({ errorType, errorMessage: `RequestId: ${requestId} Error: ${reason}` });
}

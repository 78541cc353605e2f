/**
 * What a caller is told whose sandbox somebody ended: its process was killed, or its answer ended too early (runtime contract, 1.5
 * and 6.3).
 */
const ofSandboxLost = [
  /^\{"errorType":"Runtime\.ExitError","errorMessage":"RequestId: [0-9a-f-]{36} Error: Runtime exited with error: signal: (killed|terminated)"\}$/,
  /^\{"errorType":"Runtime\.TruncatedResponse","errorMessage":"RequestId: [0-9a-f-]{36} Error: Truncated response"\}$/,
];

/** What a caller is told for whom no sandbox could be made: the Invoke API's own error, status 500. */
const ofNoSandbox = /^ServiceException: /;

export function tellsOfLostSandbox(text: string): boolean {
  return ofSandboxLost.some((pattern) => pattern.test(text));
}

export function tellsOfNoSandbox(text: string): boolean {
  return ofNoSandbox.test(text);
}

/** Hearth's or Docker's own failure: neither the caller's nor the function's fault. AWS doors answer it as `ServiceException` 500. */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';
}

/** Wrong input on the command line, in a setting or in a project file: the message names the value and the remedy, no stack is shown. */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** The text of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

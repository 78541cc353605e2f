/**
 * The caller's fault, in AWS's terms. Thrown anywhere, serialised only by the doors. `body` holds the wire members in order,
 * with the spelling (`Message` or `message`) that the error's shape has (Lambda API contract §2.2).
 */
export class AwsError extends Error {
  override readonly name = 'AwsError';

  constructor(
    readonly code: string,
    readonly status: number,
    readonly body: Readonly<Record<string, string | null>>,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(body['Message'] ?? body['message'] ?? code);
  }
}

import type { QualifiedKey } from './qualified-settings.js';

/** A function URL: of the function itself, or of one of its aliases. */
export interface FunctionUrlConfig {
  /** First label of the URL's host, and what a door finds the function by. */
  readonly urlId: string;
  /** What is invoked; without a qualifier `$LATEST`. */
  readonly target: QualifiedKey;
  readonly authType: 'NONE' | 'AWS_IAM';
  readonly invokeMode: 'BUFFERED' | 'RESPONSE_STREAM';
  readonly cors?: FunctionUrlCors;
  readonly createdAtMs: number;
  readonly lastModifiedMs: number;
}

/** What of cross-origin resource sharing was set, by AWS's names; absent members were not. */
export interface FunctionUrlCors {
  readonly AllowCredentials?: boolean;
  readonly AllowHeaders?: readonly string[];
  readonly AllowMethods?: readonly string[];
  readonly AllowOrigins?: readonly string[];
  readonly ExposeHeaders?: readonly string[];
  /** Seconds. */
  readonly MaxAge?: number;
}

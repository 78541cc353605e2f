import type { CorsRules } from './cors-rules.js';

/** A URL of a function, from a template or from the Lambda API. */
export interface FunctionUrl {
  /** About 32 lower-case letters and digits, stable for a logical id. */
  readonly id: string;
  /** `MyFunctionUrl`; absent for those made over the Lambda API. */
  readonly logicalId?: string;
  readonly region: string;
  readonly account: string;
  /** Name or ARN, with the alias when the URL is an alias's. */
  readonly functionReference: string;
  readonly authType: 'NONE' | 'AWS_IAM';
  readonly invokeMode: 'BUFFERED' | 'RESPONSE_STREAM';
  readonly cors?: CorsRules;
}

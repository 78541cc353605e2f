import type { FunctionDefinition } from './function-definition.js';

/** A Hearth in this process; `await using` or `stop()` removes everything that it made. */
export interface HearthEmulator extends AsyncDisposable {
  /** Base URL of the AWS API: the `endpoint` of an AWS SDK's Lambda client. */
  readonly awsUrl: string;
  /** Base URL of the HTTP APIs. */
  readonly apiUrl: string;
  /** The certificate to trust, a PEM file; absent without TLS. */
  readonly certificateFile?: string;
  /**
   * Deploys a SAM or CloudFormation template (relative to the project's folder), or one function described in code. Deploying the same
   * file or name again replaces it. Rejects when the template cannot be read, or a function in it cannot be loaded.
   */
  deploy(project: string | FunctionDefinition): Promise<void>;
  /** Invokes a function by name or ARN; the payload is sent as JSON, a Buffer as it is. A function that fails is an answer, not an exception. */
  invoke(functionName: string, payload?: unknown): Promise<InvokeAnswer>;
  /** URL of a path of the HTTP APIs (`/hello/Ada`), or base URL of the API, function URL or load balancer with that logical id. */
  url(pathOrApi: string): string;
  /** Log lines so far, of a function or of all, START, END and REPORT included. */
  logs(functionName?: string): readonly string[];
  stop(): Promise<void>;
}

export interface InvokeAnswer {
  /** The payload, parsed when it is JSON, else its text. */
  readonly payload: unknown;
  /** The payload as it came. */
  readonly text: string;
  /** `errorType` when the function failed: `Sandbox.Timedout`, `Runtime.ExitError`, or what it threw. */
  readonly functionError?: string;
  readonly requestId: string;
  /** The last 4 KB of this invocation's log. */
  readonly logTail: string;
}

import type { RouteRow } from '../admin/index.js';
import type { InvokeRequest, InvokeResult } from '../invoke-path/invoke-frontend/index.js';
import type { FunctionVersion } from '../model/index.js';
import type { LogDestination, LogLine } from '../worker/logs/index.js';
import type { Project } from './emulator-options.js';
import type { OwnAddress } from './own-ports/own-ports.js';

/** A running Hearth. Disposing it gives running invocations their grace, then removes everything it made. */
export interface Emulator extends AsyncDisposable {
  /** Base URL of the AWS API, without a slash at its end. */
  readonly awsUrl: string;
  /** Base URL of the HTTP APIs; absent when that door was not asked for. */
  readonly apiUrl?: string;
  /** Applies a project, and again when its files change while `settings.watch` holds. */
  deploy(project: Project): Promise<void>;
  /** To be called once, when the project's functions are there: recovered events begin, functions are made ready or warm, other commands find it. */
  ready(): Promise<void>;
  functions(): readonly FunctionVersion[];
  routes(): readonly RouteRow[];
  /** Doors with a port of their own: listeners of load balancers, and function URLs where that was asked for. */
  ownAddresses(): readonly OwnAddress[];
  /** The certificate that the HTTP doors serve TLS with; absent without TLS. */
  readonly certificateFile?: string;
  /** Base URL of one API by its logical id or id, stage included, or of a function URL or load balancer; throws a `UserError` when there is none. */
  urlOfApi(logicalId: string): string;
  /** Invokes through the same path as every door. */
  invoke(request: InvokeRequest): Promise<InvokeResult>;
  /** Kept log lines of a function, or of all. */
  recentLogs(functionName?: string): readonly LogLine[];
  addLogDestination(destination: LogDestination): () => void;
  /** Ends running invocations at once; for a second signal while disposing. */
  hurry(): Promise<void>;
}

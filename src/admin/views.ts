import type { FunctionVersion } from '../model/index.js';
import type { EventDetails, EventState, EventView } from '../invoke-path/event-queue/index.js';
import type { EventMetrics } from './metrics/event-metrics.js';
import type { SandboxView, StartCounts } from '../invoke-path/assignment/index.js';

/** `/_hearth/health`. */
export interface HealthView {
  readonly status: 'ok';
  readonly version: string;
  readonly pid: number;
  readonly startedAtMs: number;
}

/** One element of `/_hearth/sandboxes`, with its age in milliseconds at the time of the answer. */
export interface SandboxRow extends SandboxView {
  readonly ageMs: number;
  readonly idleMs: number;
}

/** `/_hearth/starts`: sandboxes being started. */
export type StartsView = StartCounts;

/** One element of `/_hearth/prepared`: something that waits to become a sandbox, or part of one. */
export interface PreparedRow {
  readonly kind: 'network-slot' | 'gate';
  readonly name: string;
  /** Id of its container or process. */
  readonly nativeId: string;
  /** What a gate waits before. */
  readonly image?: string;
}

/** One element of `/_hearth/functions`. */
export interface FunctionRow {
  readonly name: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutMs: number;
  readonly running: number;
  readonly sandboxes: number;
  readonly problem?: string;
}

/** `/_hearth/events`: `depth` of them have something ahead of them; `counts` are by state, `metrics` by function. */
export interface EventsView {
  readonly depth: number;
  readonly counts: Readonly<Partial<Record<EventState, number>>>;
  readonly metrics: Readonly<Record<string, EventMetrics>>;
  readonly events: readonly EventRow[];
}

/** One event, with its age in milliseconds at the time of the answer. */
export interface EventRow extends EventView {
  readonly ageMs: number;
  readonly nextInMs?: number;
}

/** `/_hearth/events/<request id>`: payloads as texts. */
export interface EventDetailsRow extends EventRow, Omit<EventDetails, 'payload' | 'response'> {
  readonly payload: string;
  readonly response?: string;
}

/** One element of `/_hearth/routes`: a URL that can be called. */
export interface RouteRow {
  readonly method: string;
  readonly url: string;
  readonly functionName: string;
}

/** One element of `/_hearth/doors`: a route of an API, a function URL, or a rule of a load balancer, under each of its addresses. */
export interface DoorRow {
  readonly door: 'rest' | 'http' | 'websocket' | 'url' | 'alb';
  /** Empty for function URLs of the Lambda API. */
  readonly logicalId: string;
  readonly apiId: string;
  /** The listener of a load balancer; null for function URLs. */
  readonly stage: string | null;
  /** `WS` for routes of WebSocket APIs, whose key stands in place of a path. */
  readonly method: string;
  readonly path: string;
  /** Null where no function answers. */
  readonly function: string | null;
  /** Null where the route is open. */
  readonly authorizer: string | null;
  /** Base URLs, behind which comes the path; `merged` is there where this route is the one that answers at `/`. */
  readonly urls: {
    readonly host: string;
    readonly path: string;
    readonly port?: string;
    readonly merged?: string;
    /** Base URLs of custom domains; their names resolve only where the user made them. */
    readonly domains?: readonly string[];
  };
}

export function functionRow(version: FunctionVersion, running: number, sandboxes: number): FunctionRow {
  const { name, memoryMb, timeoutMs, problem } = version;
  return {
    name,
    runtime: version.package.packageType === 'Zip' ? version.package.runtime : version.package.imageUri,
    memoryMb,
    timeoutMs,
    running,
    sandboxes,
    ...(problem === undefined ? {} : { problem: problem.message }),
  };
}

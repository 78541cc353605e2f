import type http from 'node:http';
import type { Admission } from '../invoke-path/admission/index.js';
import type { Assignment } from '../invoke-path/assignment/index.js';
import type { FunctionRegistry } from '../registry/index.js';
import { answerJson } from './answer-json.js';
import { answerEvents, type EventNeeds } from './event-responses.js';
import { answerLogs } from './log-response.js';
import { answerMetrics, type MetricsNeeds } from './metrics/metrics-response.js';
import type { RecentLogs } from './recent-logs.js';
import {
  type DoorRow,
  functionRow,
  type HealthView,
  type PreparedRow,
  type RouteRow,
  type SandboxRow,
  type StartsView,
} from './views.js';

export interface AdminNeeds extends EventNeeds, MetricsNeeds {
  readonly version: string;
  readonly assignment: Pick<Assignment, 'snapshot' | 'starts'>;
  readonly admission: Pick<Admission, 'running'>;
  readonly functions: Pick<FunctionRegistry, 'list' | 'reservations' | 'reservedConcurrency'>;
  readonly logs: RecentLogs;
  readonly routes: () => readonly RouteRow[];
  readonly doors?: () => readonly DoorRow[];
  readonly prepared: () => readonly PreparedRow[];
}

/** Everything below `/_hearth/`: read only but for the replay of events, JSON, for people and for the other commands. */
export function createAdminHandler(needs: AdminNeeds): http.RequestListener {
  const startedAtMs = needs.clock.now();
  const views: Readonly<Record<string, () => unknown>> = {
    health: (): HealthView => ({ status: 'ok', version: needs.version, pid: process.pid, startedAtMs }),
    sandboxes: () => sandboxRows(needs),
    functions: () => functionRows(needs),
    starts: (): StartsView => needs.assignment.starts(),
    prepared: () => needs.prepared(),
    routes: () => needs.routes(),
    doors: () => needs.doors?.() ?? [],
  };
  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://hearth');
    const name = pathname.replace(/^\/_hearth\/?/, '').replace(/\/$/, '');
    const view = Object.hasOwn(views, name) ? views[name] : undefined;
    if (answerEvents(needs, name.split('/'), request, response)) return;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      answerJson(response, 405, { message: `Use GET: "${pathname}" is read only.` });
    } else if (name === 'logs') {
      answerLogs(needs.logs, searchParams, response);
    } else if (name === 'metrics') {
      answerMetrics(needs, startedAtMs, { request, query: searchParams }, response);
    } else if (view === undefined) {
      const known = [...Object.keys(views), 'events', 'logs', 'metrics'].map((each) => `/_hearth/${each}`).join(', ');
      answerJson(response, 404, { message: `Nothing is at "${pathname}". There are ${known}.` });
    } else {
      answerJson(response, 200, view());
    }
  };
}

function sandboxRows({ assignment, clock }: AdminNeeds): readonly SandboxRow[] {
  const now = clock.now();
  return assignment.snapshot().map((view) => ({
    ...view,
    ageMs: Math.max(0, now - view.startedAtMs),
    idleMs: Math.max(0, now - view.lastUsedAtMs),
  }));
}

function functionRows({ functions, admission, assignment }: AdminNeeds): unknown {
  const sandboxes = assignment.snapshot();
  return functions
    .list()
    .map((version) =>
      functionRow(
        version,
        admission.running(version.name),
        sandboxes.filter(({ functionName }) => functionName === version.name).length,
      ),
    );
}

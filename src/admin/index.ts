export { type AdminNeeds, createAdminHandler } from './create-admin-handler.js';
export type { MetricsView } from './metrics/metrics-view.js';
export { RecentLogs } from './recent-logs.js';
export type {
  EventDetailsRow,
  EventRow,
  EventsView,
  FunctionRow,
  HealthView,
  PreparedRow,
  DoorRow,
  RouteRow,
  SandboxRow,
  StartsView,
} from './views.js';

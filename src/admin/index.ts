export { type AdminNeeds, createAdminHandler } from './create-admin-handler.js';
export { RecentLogs } from './recent-logs.js';
export type { FunctionRow, HealthView, RouteRow, SandboxRow } from './views.js';

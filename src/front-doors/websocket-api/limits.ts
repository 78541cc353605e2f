/** API Gateway's limits on WebSocket APIs (http contract §3.5, "Quotas for configuring and running a WebSocket API"). */
export const webSocketLimits = {
  messageBytes: 128 * 1024,
  frameBytes: 32 * 1024,
  idleMs: 10 * 60_000,
  lifetimeMs: 2 * 60 * 60_000,
  /** What a client that does not read may leave unsent before `@connections` answers 429. */
  unsentBytes: 1024 * 1024,
  /** Messages of one client that are under way; beyond, it is not read from. */
  messagesUnderWay: 64,
} as const;

import type { CorsRules } from '../../model/index.js';

/** What `Access-Control-Allow-Origin` says to an origin: `*` where that is configured, else the origin itself; undefined when it is foreign. */
export function allowedOrigin({ allowOrigins }: CorsRules, origin: string): string | undefined {
  if (allowOrigins.includes('*')) return '*';
  const allowed = allowOrigins.some((entry) =>
    entry.endsWith('://*') ? origin.startsWith(entry.slice(0, -1)) : entry === origin,
  );
  return allowed ? origin : undefined;
}

import { listenHttp, type ListeningServer, type Logger, silentLogger, systemClock } from '../../src/base/index.js';
import { createHttpApiHandler } from '../../src/front-doors/api-gateway/index.js';
import type { InvokeFrontend } from '../../src/invoke-path/invoke-frontend/index.js';
import type { HttpApi } from '../../src/model/index.js';
import type { ApiRegistry } from '../../src/registry/index.js';

/** A registry that has these APIs and never changes. */
export function registryOf(apis: readonly HttpApi[]): { readonly apis: ApiRegistry } {
  return { apis: { list: () => apis, replace: () => undefined, onChange: () => () => undefined } };
}

/** Serves APIs on a real port of this machine. */
export function serveApis(
  apis: readonly HttpApi[],
  frontend: InvokeFrontend,
  {
    clock = systemClock,
    logger = silentLogger,
  }: { readonly clock?: typeof systemClock; readonly logger?: Logger } = {},
): Promise<ListeningServer> {
  const handler = createHttpApiHandler({ registry: registryOf(apis), frontend, clock, logger });
  return listenHttp(handler, { host: '127.0.0.1', port: 0 });
}

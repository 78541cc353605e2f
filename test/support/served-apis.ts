import {
  type Clock,
  listenHttp,
  type ListeningServer,
  type Logger,
  silentLogger,
  systemClock,
} from '../../src/base/index.js';
import {
  type AuthorizationNeeds,
  createHttpApiHandler,
  type HttpApiHandlerDeps,
} from '../../src/front-doors/api-gateway/index.js';
import type { InvokeFrontend } from '../../src/invoke-path/invoke-frontend/index.js';
import type { Api, FunctionUrl, LoadBalancer } from '../../src/model/index.js';
import type { Registry } from '../../src/registry/index.js';

export interface ServedWith {
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly authorization?: Partial<AuthorizationNeeds>;
  readonly urls?: readonly FunctionUrl[];
  readonly balancers?: readonly LoadBalancer[];
  readonly staticFiles?: NonNullable<HttpApiHandlerDeps['staticFiles']>;
}

/** A registry that has these APIs and URLs and never changes. */
export function registryOf(
  apis: readonly Api[],
  urls: readonly FunctionUrl[] = [],
  balancers: readonly LoadBalancer[] = [],
): Pick<Registry, 'apis' | 'urls' | 'policies'> {
  const none = { get: () => undefined, byId: () => undefined, all: () => [] };
  return {
    apis: {
      list: () => apis,
      urls: () => urls,
      balancers: () => balancers,
      replace: () => undefined,
      onChange: () => () => undefined,
    },
    ...({ urls: none, policies: none } as unknown as Pick<Registry, 'urls' | 'policies'>),
  };
}

/** The only key that these doors know has the id `AKIATEST`, the secret `secret` and the account 111111111111. */
export const someAuthorization: AuthorizationNeeds = {
  disabled: false,
  secrets: (id) =>
    Promise.resolve(id === 'AKIATEST' ? { secretAccessKey: 'secret', account: '111111111111' } : undefined),
};

/** Serves APIs on a real port of this machine. */
export function serveApis(
  apis: readonly Api[],
  frontend: InvokeFrontend,
  { clock = systemClock, logger = silentLogger, authorization, urls, balancers, staticFiles }: ServedWith = {},
): Promise<ListeningServer> {
  const handler = createHttpApiHandler({
    registry: registryOf(apis, urls, balancers),
    frontend,
    queue: { accept: (request) => Promise.resolve(frontend.check(request)) },
    clock,
    logger,
    authorization: { ...someAuthorization, ...authorization },
    ...(staticFiles !== undefined && { staticFiles }),
  });
  return listenHttp(handler, { host: '127.0.0.1', port: 0 });
}

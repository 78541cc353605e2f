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
import { acceptUpgrades, createWebSocketDoor } from '../../src/front-doors/websocket-api/index.js';
import type { InvokeFrontend, InvokeRequest } from '../../src/invoke-path/invoke-frontend/index.js';
import type { Api, FunctionUrl, LoadBalancer } from '../../src/model/index.js';
import type { ApiRegistry, Registry } from '../../src/registry/index.js';

export interface ServedWith {
  readonly clock?: Clock;
  readonly logger?: Logger;
  readonly authorization?: Partial<AuthorizationNeeds>;
  readonly urls?: readonly FunctionUrl[];
  readonly balancers?: readonly LoadBalancer[];
  readonly staticFiles?: NonNullable<HttpApiHandlerDeps['staticFiles']>;
  readonly services?: NonNullable<HttpApiHandlerDeps['services']>;
  /** In place of one that has the given APIs and never changes. */
  readonly apiRegistry?: ApiRegistry;
  /** How long `$disconnect` may take when the server is disposed. */
  readonly shutdownGraceMs?: number;
  /** Where functions of WebSocket APIs call back. */
  readonly callbackDomain?: string;
  /** Every request is read by `node:http`. */
  readonly withoutQuick?: boolean;
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
      webSocketApis: () => [],
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

/** The URL `url123` of the function "Fn", open to everyone, not streamed. */
export const openUrl: FunctionUrl = {
  id: 'url123',
  region: 'eu-west-1',
  account: '111111111111',
  functionReference: 'Fn',
  authType: 'NONE',
  invokeMode: 'BUFFERED',
};

/** Serves APIs on a real port of this machine. */
export async function serveApis(
  apis: readonly Api[],
  frontend: InvokeFrontend,
  {
    clock = systemClock,
    logger = silentLogger,
    authorization,
    urls,
    balancers,
    staticFiles,
    services,
    apiRegistry,
    shutdownGraceMs = 0,
    callbackDomain,
    withoutQuick = false,
  }: ServedWith = {},
): Promise<ListeningServer> {
  const registry = registryOf(apis, urls, balancers);
  const needs = {
    registry: apiRegistry === undefined ? registry : { ...registry, apis: apiRegistry },
    frontend,
    queue: { accept: (request: InvokeRequest) => Promise.resolve(frontend.check(request)) },
    clock,
    logger,
    authorization: { ...someAuthorization, ...authorization },
    ...(staticFiles !== undefined && { staticFiles }),
    ...(services !== undefined && { services }),
  };
  const webSockets = createWebSocketDoor({
    ...needs,
    shutdownGraceMs,
    ...(callbackDomain !== undefined && { callbackDomain: () => Promise.resolve(callbackDomain) }),
  });
  const listener = webSockets.before(createHttpApiHandler(needs));
  const server = await listenHttp(withoutQuick ? listener.bind(undefined) : listener, { host: '127.0.0.1', port: 0 });
  acceptUpgrades(server.server, webSockets);
  return {
    ...server,
    async [Symbol.asyncDispose]() {
      await webSockets[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

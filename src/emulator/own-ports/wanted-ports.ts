import type { DoorOfPort } from '../../front-doors/api-gateway/index.js';
import { type FunctionUrl, type LoadBalancer, parseFunctionName } from '../../model/index.js';
import type { Settings } from '../../settings/index.js';

/** A door that is to have a port of its own. */
export interface WantedPort {
  /** The id of the listener or of the function URL. */
  readonly id: string;
  readonly door: DoorOfPort;
  /** How people know it. */
  readonly name: string;
  /** 0 is any free port. */
  readonly port: number;
  /** How the user changes the port. */
  readonly flag: string;
  /** Whether it is served over TLS where that is on. */
  readonly mayBeTls: boolean;
}

export type PortSettings = Pick<Settings, 'albPorts' | 'urlPorts' | 'everyUrlHasPort'>;

/** Every listener of a load balancer, and the function URLs that the user asks for. */
export function wantedPorts(
  balancers: readonly LoadBalancer[],
  urls: readonly FunctionUrl[],
  settings: PortSettings,
): WantedPort[] {
  return [
    ...balancers.flatMap((balancer) => listenerPorts(balancer, settings)),
    ...urls.flatMap((url) => urlPort(url, settings)),
  ];
}

/** The names in the flags that nothing has, each with the flag. */
export function unknownPortNames(
  balancers: readonly LoadBalancer[],
  urls: readonly FunctionUrl[],
  { albPorts, urlPorts }: PortSettings,
): readonly { readonly flag: string; readonly name: string; readonly known: readonly string[] }[] {
  const listeners = balancers.flatMap(({ logicalId, listeners: own }) => [
    logicalId,
    ...own.map((one) => one.logicalId),
  ]);
  const functions = urls.flatMap(namesOfUrl);
  const missing = (flag: string, names: Readonly<Record<string, number>>, known: readonly string[]) =>
    Object.keys(names)
      .filter((name) => !known.includes(name))
      .map((name) => ({ flag, name, known: [...new Set(known)] }));
  return [...missing('--alb-port', albPorts, listeners), ...missing('--url-port', urlPorts, functions)];
}

function listenerPorts({ logicalId, listeners }: LoadBalancer, { albPorts }: PortSettings): WantedPort[] {
  return listeners.map((listener, index) => ({
    id: listener.id,
    door: { listenerId: listener.id },
    name: `${logicalId} ${listener.protocol}:${listener.port}`,
    port: albPorts[listener.logicalId] ?? (index === 0 ? albPorts[logicalId] : undefined) ?? 0,
    flag: `--alb-port ${listener.logicalId}=PORT`,
    mayBeTls: listener.protocol === 'HTTPS',
  }));
}

function urlPort(url: FunctionUrl, { urlPorts, everyUrlHasPort }: PortSettings): WantedPort[] {
  const named = namesOfUrl(url).find((name) => name in urlPorts);
  if (named === undefined && !everyUrlHasPort) return [];
  const name = url.logicalId ?? url.functionReference;
  const port = named === undefined ? 0 : (urlPorts[named] ?? 0);
  return [{ id: url.id, door: { urlId: url.id }, name, port, flag: `--url-port ${name}=PORT`, mayBeTls: true }];
}

/** The function's name, with its qualifier and alone, the URL's logical id, and what that is made of: the function's. */
function namesOfUrl({ functionReference, logicalId }: FunctionUrl): readonly string[] {
  const parsed = parseFunctionName(functionReference);
  return [
    functionReference,
    ...(parsed === undefined ? [] : [parsed.name]),
    ...(logicalId === undefined ? [] : [logicalId, logicalId.replace(/Url$/, '')]),
  ];
}

import { listAt, mapAt, type Service, type Values, wordOf } from './service.js';

/** Plugins that only do what Hearth does, or that have no meaning for what runs here. */
const needless =
  /^serverless-(?:offline|dotenv-plugin|prune-plugin|domain-manager|iam-roles-per-function|deployment-bucket)/;

/** Plugins are not run; one notice names those that may be missed. */
export function tellPlugins({ config, tell }: Service): void {
  tellDomains({ config, tell });
  tellOfflineSettings({ config, tell });
  const missed = pluginsOf(config).filter((plugin) => !needless.test(plugin));
  if (missed.length === 0) return;
  const names = missed.map((plugin) => `"${plugin}"`).join(', ');
  tell(
    `Plugins are not run: ${names}. Where one builds code, run "serverless package": what it makes is used for handlers that are not there without it, and as "package.artifact".`,
  );
}

/** Whether a plugin may give keys a meaning that Serverless itself does not know. */
export function hasForeignPlugins(config: Values): boolean {
  return pluginsOf(config).some((plugin) => !/^serverless-(?:offline|dotenv-plugin)$/.test(plugin));
}

function pluginsOf(config: Values): readonly string[] {
  const plugins: readonly unknown[] = Array.isArray(config['plugins'])
    ? config['plugins']
    : listAt(mapAt(config, 'plugins'), 'modules');
  return plugins.filter((plugin) => typeof plugin === 'string');
}

/** Flags for what serverless-offline reads from `custom`. */
const offlineFlags: Readonly<Record<string, (value: string) => string>> = {
  httpPort: (port) => `--port ${port}`,
  lambdaPort: (port) => `--lambda-port ${port}`,
  host: (host) => `--host ${host}`,
  noAuth: () => '--disable-authorizer',
  httpsProtocol: () => '--https',
  useDocker: () => '--sandbox-host docker',
  dockerNetwork: (network) => `--docker-network ${network}`,
  terminateIdleLambdaTime: (seconds) => `--keep-alive ${seconds}s`,
};

function tellOfflineSettings({ config, tell }: Pick<Service, 'config' | 'tell'>): void {
  const settings = mapAt(mapAt(config, 'custom'), 'serverless-offline');
  const flags = Object.entries(settings).flatMap(([name, value]) => {
    const flag = offlineFlags[name]?.(wordOf(value));
    return flag === undefined || value === false || value === '' ? [] : [flag];
  });
  if (flags.length === 0) return;
  tell(`"custom.serverless-offline" is not read. For what it says, pass: ${flags.join(' ')}`);
}

/** What serverless-domain-manager would make. */
function tellDomains({ config, tell }: Pick<Service, 'config' | 'tell'>): void {
  const { customDomain, customDomains } = mapAt(config, 'custom');
  const names = JSON.stringify([customDomain, customDomains]).matchAll(/"domainName":"([^"]+)"/g);
  const shown = [...names].map(([, name = '']) => `"${name}"`).join(', ');
  if (shown === '') return;
  tell(
    `Custom domains of serverless-domain-manager are not served: ${shown}. Call the APIs at the addresses that the start tells.`,
  );
}

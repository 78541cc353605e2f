import { listAt, mapAt, type Service } from './service.js';

/** Plugins that only do what Hearth does, or that have no meaning for what runs here. */
const needless =
  /^serverless-(?:offline|dotenv-plugin|prune-plugin|domain-manager|iam-roles-per-function|deployment-bucket)/;

/** Plugins are not run; one notice names those that may be missed. */
export function tellPlugins({ config, tell }: Service): void {
  tellDomains({ config, tell });
  const plugins = Array.isArray(config['plugins']) ? config['plugins'] : listAt(mapAt(config, 'plugins'), 'modules');
  const missed = plugins.filter((plugin): plugin is string => typeof plugin === 'string' && !needless.test(plugin));
  if (missed.length === 0) return;
  const names = missed.map((plugin) => `"${plugin}"`).join(', ');
  tell(`Plugins are not run: ${names}. Where one builds code, run "serverless package": what it makes is used.`);
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

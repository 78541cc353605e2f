import type { OptionKey, SettingsLayer } from '../../settings/index.js';
import type { CreateEmulatorOptions } from './emulator-settings.js';

/** The options as the settings room takes them, with the defaults that suit tests. */
export function settingsLayer(options: CreateEmulatorOptions, folder: string): SettingsLayer {
  const values: readonly (readonly [OptionKey, unknown])[] = [
    ['port', options.port ?? 0],
    ['lambda-port', options.lambdaPort ?? 0],
    ['host', options.host],
    ['https', options.https],
    ['ssl-cert-file', options.sslCertFile],
    ['ssl-key-file', options.sslKeyFile],
    ['static-dir', options.staticDir],
    ['alb-port', options.albPort],
    ['url-port', options.urlPort],
    ['url-ports', options.urlPorts],
    ['sandbox-host', options.sandboxHost],
    ['disable-authorizer', options.disableAuthorizer],
    ['mock-claims', options.mockClaims],
    ['region', options.region],
    ['account', options.account],
    ['profile', options.profile],
    ['credentials', options.credentials],
    ['env-vars', options.envVars],
    ['parameter-overrides', options.parameterOverrides],
    ['stage', options.stage],
    ['param', options.param],
    ['docker-network', options.dockerNetwork],
    ['invoke-image', options.invokeImage],
    ['skip-pull-image', options.skipPullImage],
    ['ignore-architecture', options.ignoreArchitecture],
    ['add-host', options.addHost],
    ['container-dns', options.containerDns],
    ['container-host', options.containerHost],
    ['container-host-interface', options.containerHostInterface],
    ['keep-alive', milliseconds(options.keepAlive)],
    ['shutdown-grace', milliseconds(options.shutdownGrace ?? 0)],
    ['max-concurrent-starts', options.maxConcurrentStarts],
    ['spares', options.spares],
    ['network-slots', options.networkSlots ?? 2],
    ['gates', options.gates ?? 2],
    ['account-concurrency', options.accountConcurrency],
    ['event-concurrency', options.eventConcurrency],
    ['time-scale', options.timeScale],
    ['aws-endpoint', options.awsEndpoint],
    ['enforce-policies', options.enforcePolicies],
    ['organization-id', options.organizationId],
    ['runtime-policy', options.runtimePolicy],
    ['localstack-port', options.localstackPort],
    ['data-dir', options.dataDir],
    ['ephemeral', options.ephemeral ?? true],
    ['watch', options.watch ?? false],
  ];
  return new Map(
    values
      .filter(([, raw]) => raw !== undefined)
      .map(([key, raw]) => [key, { raw, name: `the option "${camelCase(key)}"`, folder }]),
  );
}

function milliseconds(value: number | string | undefined): string | undefined {
  return typeof value === 'number' ? `${value}ms` : value;
}

function camelCase(key: string): string {
  return key.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

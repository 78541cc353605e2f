import https from 'node:https';
import type Docker from 'dockerode';
import type { EngineAddress, TlsMaterial } from './engine-endpoint.js';

/**
 * A dockerode client for one address. Every member that dockerode would otherwise take from `process.env` (a second reading of
 * `DOCKER_HOST`) is given, and no agent: docker-modem inspects an agent on every request, which costs 10 ms once it has had 50 sockets.
 */
export async function createClient(address: EngineAddress, apiVersion?: string): Promise<Docker> {
  const { default: Dockerode } = await (address.kind === 'ssh' ? import('dockerode') : import('./light-dockerode.js'));
  return new Dockerode({ ...clientOptions(address), ...(apiVersion === undefined ? {} : { version: apiVersion }) });
}

function clientOptions(address: EngineAddress): Docker.DockerOptions {
  const nothing = { host: undefined, port: undefined, ca: undefined, cert: undefined, key: undefined };
  switch (address.kind) {
    case 'socket':
      return { ...nothing, protocol: 'http', socketPath: address.path };
    case 'ssh':
      return { ...nothing, protocol: 'ssh', host: address.host, port: address.port, username: address.username };
    case 'tcp':
      return {
        ...nothing,
        protocol: address.tls === undefined ? 'http' : 'https',
        host: address.host,
        port: address.port,
        ...(address.tls === undefined ? {} : tlsOptions(address.tls)),
      };
  }
}

function tlsOptions({ ca, cert, key, verify }: TlsMaterial): object {
  return {
    ca,
    cert,
    key,
    // docker-modem passes no `rejectUnauthorized`: only an agent can carry it.
    ...(verify ? {} : { agent: new https.Agent({ rejectUnauthorized: false, keepAlive: true }) }),
  };
}

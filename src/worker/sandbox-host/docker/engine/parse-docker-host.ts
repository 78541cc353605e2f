import { UserError } from '../../../../base/index.js';
import type { EngineAddress, TlsMaterial } from './engine-endpoint.js';

/**
 * Reads an address as `DOCKER_HOST` and context files spell it: `unix://`, `npipe://`, `tcp://`, `http(s)://`, `ssh://`,
 * or a bare `host:port`. `named` says in the error who named it.
 */
export function parseDockerHost(text: string, named: string, tls?: TlsMaterial): EngineAddress {
  if (text.startsWith('unix://')) return { kind: 'socket', path: text.slice('unix://'.length) };
  if (text.startsWith('npipe://')) return { kind: 'socket', path: text.slice('npipe://'.length) };
  const spelled = text.includes('://') ? text : `tcp://${text}`;
  if (!URL.canParse(spelled)) throw notAnAddress(text, named);
  const url = new URL(spelled);
  if (url.hostname === '') throw notAnAddress(text, named);
  switch (url.protocol) {
    case 'ssh:':
      return {
        kind: 'ssh',
        host: url.hostname,
        port: portOf(url, 22),
        ...(url.username === '' ? {} : { username: decodeURIComponent(url.username) }),
      };
    case 'https:':
      return { kind: 'tcp', host: url.hostname, port: portOf(url, 2376), tls: tls ?? { verify: true } };
    case 'tcp:':
    case 'http:':
      return {
        kind: 'tcp',
        host: url.hostname,
        port: portOf(url, tls === undefined ? 2375 : 2376),
        ...(tls === undefined ? {} : { tls }),
      };
    default:
      throw notAnAddress(text, named);
  }
}

function portOf(url: URL, fallback: number): number {
  return url.port === '' ? fallback : Number(url.port);
}

function notAnAddress(text: string, named: string): UserError {
  return new UserError(
    `Not an address of a Docker engine: "${text}" (${named}). Use unix:///path/docker.sock, tcp://host:port or ssh://user@host.`,
  );
}

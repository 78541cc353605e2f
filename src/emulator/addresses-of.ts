import type { DoorRow } from '../admin/index.js';

/** A host and a path of a door, as URLs of the port that `baseUrl` names. */
export function addressesOf(
  { host, path }: { readonly host: string; readonly path: string },
  baseUrl: string,
): DoorRow['urls'] {
  return { host: atHost(host, baseUrl), path: `${baseUrl}${path}` };
}

/** Scheme and port of the base URL around a host name and what stands behind it. */
export function atHost(host: string, baseUrl: string): string {
  const { protocol, port } = new URL(baseUrl);
  const [name = '', ...rest] = host.split('/');
  const behind = rest.length === 0 ? '' : `/${rest.join('/')}`;
  return `${protocol}//${name}${port === '' ? '' : `:${port}`}${behind}`;
}

import type { DoorRow } from '../admin/index.js';

/** A host and a path of a door, as URLs of the port that `baseUrl` names. */
export function addressesOf(
  { host, path }: { readonly host: string; readonly path: string },
  baseUrl: string,
): DoorRow['urls'] {
  const { protocol, port } = new URL(baseUrl);
  const [name = '', ...rest] = host.split('/');
  const behind = rest.length === 0 ? '' : `/${rest.join('/')}`;
  return { host: `${protocol}//${name}${port === '' ? '' : `:${port}`}${behind}`, path: `${baseUrl}${path}` };
}

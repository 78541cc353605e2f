import type { RedirectAction } from '../../model/index.js';
import type { ClientResponse } from '../api-gateway/client-response.js';
import { errorPage } from './error-page.js';

/** The parts of the address that a client asked for. */
export interface RequestedAddress {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly query: string;
}

/** Where another listener of the same load balancer can be reached on this machine. */
export type LocalListener = (port: number) => { readonly scheme: string; readonly port: number } | undefined;

/**
 * A redirect with its parts filled in; the port is always written, as AWS does. A port that names a listener of the load balancer becomes
 * the one at which that listener is served here (API reference, "RedirectActionConfig").
 */
export function redirectResponse(
  action: RedirectAction,
  requested: RequestedAddress,
  local: LocalListener,
): ClientResponse {
  const fill = (part: string): string =>
    part
      .replaceAll('#{protocol}', requested.scheme)
      .replaceAll('#{host}', requested.host)
      .replaceAll('#{port}', String(requested.port))
      .replaceAll('#{path}', requested.path.slice(1))
      .replaceAll('#{query}', requested.query);
  const served = action.port === '#{port}' ? undefined : local(Number(action.port));
  const scheme = served?.scheme ?? fill(action.protocol).toLowerCase();
  const query = fill(action.query);
  const location = `${scheme}://${fill(action.host)}:${served?.port ?? fill(action.port)}${fill(action.path)}${query === '' ? '' : `?${query}`}`;
  const page = errorPage(action.statusCode);
  return { ...page, headers: [...page.headers, ['Location', location]] };
}

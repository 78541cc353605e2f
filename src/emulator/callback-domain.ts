import type { Placement } from '../invoke-path/placement/index.js';
import { parseFunctionName, type WebSocketApi } from '../model/index.js';
import type { Registry } from '../registry/index.js';
import type { OpenHosts } from './open-hosts.js';

/**
 * What `https://<domainName>/<stage>` must name so that the functions of a WebSocket API reach its `@connections`: Hearth's door with TLS
 * for the sandboxes of their host. Undefined where no function of the API can run here.
 */
export function createCallbackDomain(
  { functions }: Pick<Registry, 'functions'>,
  placement: Pick<Placement, 'hostOf'>,
  hosts: Pick<OpenHosts, 'callbackDoorFor'>,
): (api: WebSocketApi) => Promise<string | undefined> {
  return async (api) => {
    for (const { integration } of api.routes) {
      if (integration === undefined || !('functionReference' in integration)) continue;
      const target = parseFunctionName(integration.functionReference);
      if (target === undefined) continue;
      try {
        const { account, region } = api;
        const host = await placement.hostOf(functions.resolve({ account, region, ...target }));
        const door = await hosts.callbackDoorFor(host);
        if (door !== undefined) return door.authority;
      } catch {
        // Its call tells what is wrong with it; the next function may do.
      }
    }
    return undefined;
  };
}

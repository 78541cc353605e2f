import type { FunctionVersion, StackFunction } from '../model/index.js';
import type { Registry } from '../registry/index.js';
import type { SandboxHost } from '../worker/sandbox-host/index.js';
import type { OpenHosts } from './open-hosts.js';

/** What lets a function that runs Node.js call back by TLS; empty while there is no WebSocket API whose clients it could post to. */
export async function callbackTrust(
  { apis }: Pick<Registry, 'apis'>,
  hosts: Pick<OpenHosts, 'callbackDoorFor'>,
  host: SandboxHost,
  version: FunctionVersion,
): Promise<Readonly<Record<string, string>>> {
  if (!mayRunNode(version) || apis.webSocketApis().length === 0) return {};
  return (await hosts.callbackDoorFor(host))?.nodeTrust ?? {};
}

export function mayRunNode({ package: code }: Pick<FunctionVersion | StackFunction, 'package'>): boolean {
  return code.packageType === 'Image' || code.runtime.startsWith('nodejs');
}

import { homedir } from 'node:os';
import path from 'node:path';
import { endpointFromContext } from './endpoint-from-context.js';
import { endpointFromEnvironment } from './endpoint-from-environment.js';
import type { EngineEndpoint } from './engine-endpoint.js';
import { type UsualSocket, usualSockets } from './usual-sockets.js';

/** What the docker command would use: somebody's explicit choice (`DOCKER_HOST`, then the context in force), else the usual sockets in turn. */
export async function discoverEndpoint(
  environment: Readonly<Record<string, string>>,
): Promise<{ readonly chosen: EngineEndpoint | undefined; readonly sockets: readonly UsualSocket[] }> {
  const home = environment['HOME'] ?? homedir();
  const chosen =
    (await endpointFromEnvironment(environment)) ??
    (await endpointFromContext(environment, environment['DOCKER_CONFIG'] ?? path.join(home, '.docker')));
  return { chosen, sockets: usualSockets(process.platform, home, runtimeFolder(environment)) };
}

/** Rootless engines keep their sockets there; login shells of some systems do not set the variable. */
function runtimeFolder(environment: Readonly<Record<string, string>>): string | undefined {
  const named = environment['XDG_RUNTIME_DIR'];
  if (named !== undefined && named !== '') return named;
  const uid = process.getuid?.();
  return uid === undefined || process.platform !== 'linux' ? undefined : `/run/user/${uid}`;
}

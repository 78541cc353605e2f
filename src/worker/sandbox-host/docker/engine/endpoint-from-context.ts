import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../../../base/index.js';
import type { EngineEndpoint } from './engine-endpoint.js';
import { parseDockerHost } from './parse-docker-host.js';
import { readTlsFolder } from './tls-material.js';

/**
 * The engine of the Docker context in force: `DOCKER_CONTEXT`, else `currentContext` of `config.json`. Undefined when none is
 * chosen or it is `default`. A context that does not exist is the user's error, as it is for the docker command.
 */
export async function endpointFromContext(
  environment: Readonly<Record<string, string>>,
  dockerFolder: string,
): Promise<EngineEndpoint | undefined> {
  const fromEnvironment = environment['DOCKER_CONTEXT'] ?? '';
  const name = fromEnvironment === '' ? await currentContext(dockerFolder) : fromEnvironment;
  if (name === undefined || name === '' || name === 'default') return undefined;

  const folderName = createHash('sha256').update(name).digest('hex');
  const meta = await readJson(path.join(dockerFolder, 'contexts', 'meta', folderName, 'meta.json'));
  const endpoint = member(member(meta, 'Endpoints'), 'docker');
  const host = member(endpoint, 'Host');
  if (typeof host !== 'string' || host === '') throw unknownContext(name, fromEnvironment !== '');

  const verify = member(endpoint, 'SkipTLSVerify') !== true;
  const tls = await readTlsFolder(path.join(dockerFolder, 'contexts', 'tls', folderName, 'docker'), verify);
  return { address: parseDockerHost(host, `context "${name}"`, tls), source: `context "${name}"`, spelled: host };
}

async function currentContext(dockerFolder: string): Promise<string | undefined> {
  const name = member(await readJson(path.join(dockerFolder, 'config.json')), 'currentContext');
  return typeof name === 'string' ? name : undefined;
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as unknown;
  } catch {
    // A missing or broken file names no context; the docker command treats it the same way.
    return undefined;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function unknownContext(name: string, fromEnvironment: boolean): UserError {
  const remedy = fromEnvironment ? 'unset DOCKER_CONTEXT' : 'choose another by "docker context use"';
  return new UserError(`Docker context not found: "${name}". Create it by "docker context create", or ${remedy}.`);
}

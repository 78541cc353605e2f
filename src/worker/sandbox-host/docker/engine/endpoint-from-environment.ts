import type { EngineEndpoint } from './engine-endpoint.js';
import { parseDockerHost } from './parse-docker-host.js';
import { readTlsFolder } from './tls-material.js';

/** The engine that `DOCKER_HOST` names, with the certificates of `DOCKER_CERT_PATH`; undefined when it is not set. */
export async function endpointFromEnvironment(
  environment: Readonly<Record<string, string>>,
): Promise<EngineEndpoint | undefined> {
  const dockerHost = environment['DOCKER_HOST'];
  if (dockerHost === undefined || dockerHost === '') return undefined;
  const certificates = environment['DOCKER_CERT_PATH'] ?? '';
  const verify = (environment['DOCKER_TLS_VERIFY'] ?? '') !== '';
  const tls = certificates === '' ? undefined : await readTlsFolder(certificates, verify);
  const wanted = verify ? (tls ?? { verify }) : tls;
  return { address: parseDockerHost(dockerHost, 'DOCKER_HOST', wanted), source: 'DOCKER_HOST', spelled: dockerHost };
}

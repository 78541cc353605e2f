import { readFile } from 'node:fs/promises';
import tls from 'node:tls';

/**
 * The certificates that this machine trusts, as PEM: HTTPS through a company's proxy works inside a build only with them. Node's
 * own list where the machine has no bundle.
 */
export async function certificateBundle(environment: Readonly<Record<string, string>>): Promise<string> {
  const own = environment['SSL_CERT_FILE'];
  const bundles = await Promise.all([...(own === undefined ? [] : [own]), ...usualBundles].map(readIfThere));
  const bundle = bundles.find((text) => text !== undefined) ?? tls.rootCertificates.join('\n');
  const extra = environment['NODE_EXTRA_CA_CERTS'];
  const added = extra === undefined ? undefined : await readIfThere(extra);
  return `${[bundle, ...(added === undefined ? [] : [added])].join('\n')}\n`;
}

const usualBundles = [
  '/etc/ssl/certs/ca-certificates.crt',
  '/etc/pki/tls/certs/ca-bundle.crt',
  '/etc/ssl/ca-bundle.pem',
  '/etc/ssl/cert.pem',
];

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch {
    return undefined;
  }
}

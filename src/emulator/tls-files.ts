import path from 'node:path';
import { type Clock, readTlsFiles, selfMadeCertificate, type TlsFiles } from '../base/index.js';
import type { Settings } from '../settings/index.js';

/** What the HTTP doors serve TLS with; `file` is the certificate to trust. Undefined without TLS. */
export async function tlsFiles(
  { tls, dataFolder, region, host }: Pick<Settings, 'tls' | 'dataFolder' | 'region' | 'host'>,
  clock: Clock,
): Promise<(TlsFiles & { readonly file: string }) | undefined> {
  if (tls === undefined) return undefined;
  if ('certificateFile' in tls) {
    return { ...readTlsFiles(tls.certificateFile, tls.keyFile), file: tls.certificateFile };
  }
  const own = ['localhost', '127.0.0.1', '::1'];
  const doors = ['', `execute-api.${region}.`, `lambda-url.${region}.`, `${region}.elb.`];
  const names = [...own, ...doors.map((door) => `*.${door}localhost`)];
  const isNew = host !== '0.0.0.0' && host !== '::' && !names.includes(host);
  return selfMadeCertificate(path.join(dataFolder, 'tls'), isNew ? [...names, host] : names, clock);
}

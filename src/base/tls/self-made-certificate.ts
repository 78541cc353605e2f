import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import type { Clock } from '../clock.js';
import { randomHex } from '../ids.js';
import type { TlsFiles } from './tls-server.js';

const dayMs = 86_400_000;
const validDays = 397;
const renewedDaysBefore = 30;

/** The pair, and the file that clients take as the authority to trust. */
export interface SelfMadeCertificate extends TlsFiles {
  readonly file: string;
}

/**
 * A certificate for these names and addresses that signs itself, kept in `folder`; it is made anew when it ends within thirty days or lacks a
 * name. It can sign nothing else, so that trusting it opens no other site; only its owner may read the key.
 */
export async function selfMadeCertificate(
  folder: string,
  names: readonly string[],
  clock: Pick<Clock, 'now'>,
): Promise<SelfMadeCertificate> {
  const file = path.join(folder, 'certificate.pem');
  const keyFile = path.join(folder, 'key.pem');
  const kept = await readKept(file, keyFile);
  if (kept !== undefined && isGood(kept, names, clock.now())) return { ...kept, file };
  const made = await make(names, clock.now());
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await replaceFile(keyFile, made.key, 0o600);
  await replaceFile(file, made.certificate, 0o644);
  return { ...made, file };
}

async function readKept(file: string, keyFile: string): Promise<TlsFiles | undefined> {
  try {
    const [certificate, key] = await Promise.all([readFile(file, 'utf8'), readFile(keyFile, 'utf8')]);
    return { certificate, key };
  } catch {
    return undefined;
  }
}

/** Whether the pair fits together, has every name, and lasts. */
function isGood({ certificate, key }: TlsFiles, names: readonly string[], nowMs: number): boolean {
  try {
    const parsed = new X509Certificate(certificate);
    const known = new Set((parsed.subjectAltName ?? '').split(', ').map((entry) => entry.replace(/^[^:]+:/, '')));
    const lasts =
      Date.parse(parsed.validTo) - nowMs > renewedDaysBefore * dayMs && Date.parse(parsed.validFrom) <= nowMs;
    return lasts && parsed.checkPrivateKey(createPrivateKey(key)) && names.every((name) => known.has(shownName(name)));
  } catch {
    return false;
  }
}

/** As certificates show it: IPv6 addresses are written out. */
function shownName(name: string): string {
  return name === '::1' ? '0:0:0:0:0:0:0:1' : name;
}

async function make(names: readonly string[], nowMs: number): Promise<TlsFiles> {
  const { generate } = await import('selfsigned');
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    // A clock that is a little behind must not refuse it.
    notBeforeDate: new Date(nowMs - dayMs),
    notAfterDate: new Date(nowMs + validDays * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
      },
    ],
  });
  return { certificate: made.cert, key: made.private };
}

/** Another Hearth that starts at the same time reads either the old file or the new one, whole. */
async function replaceFile(file: string, content: string, mode: number): Promise<void> {
  const fresh = `${file}.${randomHex(6)}`;
  await writeFile(fresh, content, { mode });
  await rename(fresh, file);
}

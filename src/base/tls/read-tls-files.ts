import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { messageOf, UserError } from '../errors.js';
import type { TlsFiles } from './tls-server.js';

/** The user's certificate and key; a `UserError` names the file that is missing, unreadable or wrong, and the flag. */
export function readTlsFiles(certificateFile: string, keyFile: string): TlsFiles {
  const certificate = readText(certificateFile, '--ssl-cert-file');
  const key = readText(keyFile, '--ssl-key-file');
  const parsed = parseCertificate(certificate, certificateFile);
  if (!parsed.checkPrivateKey(parseKey(key, keyFile))) {
    throw new UserError(
      `The key in "${keyFile}" does not belong to the certificate in "${certificateFile}". Pass the pair that was made together to --ssl-cert-file and --ssl-key-file.`,
    );
  }
  return { certificate, key };
}

function readText(file: string, flag: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UserError(`"${file}" cannot be read: ${messageOf(error)}. Name a PEM file with ${flag}.`, {
      cause: error,
    });
  }
}

function parseCertificate(text: string, file: string): X509Certificate {
  try {
    return new X509Certificate(text);
  } catch (error) {
    throw new UserError(
      `"${file}" holds no certificate. Name a PEM file that begins with "-----BEGIN CERTIFICATE-----" with --ssl-cert-file.`,
      { cause: error },
    );
  }
}

function parseKey(text: string, file: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch (error) {
    const isEncrypted = text.includes('ENCRYPTED');
    const what = isEncrypted ? 'is protected by a passphrase' : 'holds no private key';
    const remedy = isEncrypted
      ? 'Write it without one: openssl pkey -in key.pem -out plain.pem.'
      : 'Name a PEM file that begins with "-----BEGIN PRIVATE KEY-----" with --ssl-key-file.';
    throw new UserError(`"${file}" ${what}. ${remedy}`, { cause: error });
  }
}

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { TlsMaterial } from './engine-endpoint.js';

/** Reads `ca.pem`, `cert.pem` and `key.pem` of a folder; undefined when none is there. */
export async function readTlsFolder(folder: string, verify: boolean): Promise<TlsMaterial | undefined> {
  const [ca, cert, key] = await Promise.all(
    ['ca.pem', 'cert.pem', 'key.pem'].map((name) => readOptional(path.join(folder, name))),
  );
  if (ca === undefined && cert === undefined && key === undefined) return undefined;
  return {
    verify,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  };
}

async function readOptional(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { invalidParameterValue, limits, requestEntityTooLarge } from '../../../../model/index.js';
import type { FunctionCode } from '../../../../registry/index.js';
import type { CodeStore, StoredCode } from '../../../../storage/index.js';
import { checkZip } from './check-zip.js';
import type { CodeInput } from './configuration-input.js';

/** The bucket name under which a folder of this machine is mounted as it is; its key is the folder's absolute path. */
const hotReloadBucket = 'hot-reload';

/** Checks the code that was sent and keeps it; the answer refers to it by digest. */
export async function storeZipCode(input: CodeInput, store: CodeStore): Promise<FunctionCode> {
  if (input.S3Bucket === hotReloadBucket && input.S3Key !== undefined) return liveFolder(input.S3Key);
  const { digest, path: storedPath, size, unzippedSize } = await storeZip(zipIn(input), store);
  const source = { kind: 'archive', digest, path: storedPath } as const;
  return { packageType: 'Zip', source, layers: [], size, unzippedSize };
}

/** The bytes of the zip that was sent. */
export function zipIn({ ZipFile, S3Bucket, S3Key }: CodeInput): Buffer {
  if (ZipFile !== undefined) return ZipFile;
  if (S3Bucket !== undefined && S3Key !== undefined) {
    throw invalidParameterValue(
      `Hearth: code cannot be fetched from S3 yet ("${S3Bucket}/${S3Key}"). Send the zip as ZipFile, or S3Bucket "${hotReloadBucket}" with the absolute path of a folder as S3Key.`,
    );
  }
  throw invalidParameterValue('Please provide a source for function code.');
}

/** Checks a zip against AWS's limits and keeps it. */
export async function storeZip(
  bytes: Buffer,
  store: CodeStore,
): Promise<StoredCode & { readonly unzippedSize: number }> {
  if (bytes.length > limits.zippedCode) {
    throw requestEntityTooLarge(`Zipped size must be smaller than ${limits.zippedCode} bytes`);
  }
  const unzippedSize = await checkZip(bytes);
  return { ...(await store.put(bytes)), unzippedSize };
}

async function liveFolder(folder: string): Promise<FunctionCode> {
  const found = path.isAbsolute(folder) ? await stat(folder).catch(() => undefined) : undefined;
  if (found?.isDirectory() !== true) {
    throw invalidParameterValue(
      `Hearth: "${folder}" is no folder of this machine. Pass the absolute path of the folder that holds the code as S3Key.`,
    );
  }
  const digest = createHash('sha256').update(folder).digest('hex');
  return { packageType: 'Zip', source: { kind: 'folder', digest, path: folder, live: true }, layers: [], size: 0 };
}

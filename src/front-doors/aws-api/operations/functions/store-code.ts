import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { invalidParameterValue, limits, requestEntityTooLarge } from '../../../../model/index.js';
import type { FunctionCode } from '../../../../registry/index.js';
import type { StoredCode } from '../../../../storage/index.js';
import type { OperationContext } from '../operation.js';
import { checkZip } from './check-zip.js';
import type { CodeInput } from './configuration-input.js';
import { fetchZip } from './fetch-zip.js';

/** The bucket name under which a folder of this machine is mounted as it is; its key is the folder's absolute path. */
const hotReloadBucket = 'hot-reload';

/** Checks the code that was sent and keeps it; the answer refers to it by digest. */
export async function storeZipCode(input: CodeInput, context: CodeStoreNeeds): Promise<FunctionCode> {
  if (input.S3Bucket === hotReloadBucket && input.S3Key !== undefined) return liveFolder(input.S3Key);
  const { digest, path: storedPath, size, unzippedSize } = await storeZip(input, context);
  const source = { kind: 'archive', digest, path: storedPath } as const;
  return { packageType: 'Zip', source, layers: [], size, unzippedSize };
}

export type CodeStoreNeeds = Pick<OperationContext, 'code' | 'objects' | 'caller'>;

/** Checks a zip, sent or fetched from S3, against AWS's limits and keeps it. */
export async function storeZip(
  input: CodeInput,
  context: CodeStoreNeeds,
): Promise<StoredCode & { readonly unzippedSize: number }> {
  const bytes = await zipIn(input, context);
  const unzippedSize = await checkZip(bytes);
  return { ...(await context.code.put(bytes)), unzippedSize };
}

/** A zip that is sent has a limit of its own, one in S3 only that of what it unzips to (contract §5). */
async function zipIn({ ZipFile, ...input }: CodeInput, context: CodeStoreNeeds): Promise<Buffer> {
  if (ZipFile !== undefined) {
    const { S3Bucket, S3Key, S3ObjectVersion, ImageUri } = input;
    if ([S3Bucket, S3Key, S3ObjectVersion, ImageUri].some((source) => source !== undefined)) {
      throw invalidParameterValue('Please do not provide other FunctionCode parameters when providing a ZipFile.');
    }
    if (ZipFile.length <= limits.zippedCode) return ZipFile;
    throw requestEntityTooLarge(`Zipped size must be smaller than ${limits.zippedCode} bytes`);
  }
  const { S3Bucket: bucket, S3Key: key, S3ObjectVersion: versionId } = input;
  if (bucket === undefined || key === undefined) {
    throw invalidParameterValue('Please provide a source for function code.');
  }
  const { region, account } = context.caller;
  return fetchZip({ bucket, key, region, account, ...(versionId !== undefined && { versionId }) }, context.objects);
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

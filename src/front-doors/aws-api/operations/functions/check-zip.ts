import { fromBuffer, type ZipFile } from 'yauzl';
import { AwsError, invalidParameterValue, limits } from '../../../../model/index.js';

/** Reads the directory of a zip: what is no zip, or has names that leave its folder, cannot be unzipped; what unzips to more than AWS's limit is refused. Answers the unzipped size. */
export async function checkZip(bytes: Buffer): Promise<number> {
  if (bytes.length === 0) throw emptyZip();
  const size = await unzippedSize(bytes).catch((error: unknown) => {
    if (error instanceof AwsError) throw error;
    return undefined;
  });
  if (size === undefined) {
    throw invalidParameterValue('Could not unzip uploaded file. Please check your file, then try to upload again.');
  }
  if (size >= limits.unzippedCode) {
    throw invalidParameterValue(`Unzipped size must be smaller than ${limits.unzippedCode} bytes`);
  }
  return size;
}

function unzippedSize(bytes: Buffer): Promise<number> {
  return new Promise((resolve, reject) => {
    fromBuffer(bytes, { lazyEntries: true }, (error: Error | null, zip?: ZipFile) => {
      if (zip === undefined) {
        reject(error ?? new Error('not a zip'));
        return;
      }
      if (zip.entryCount === 0) {
        reject(emptyZip());
        return;
      }
      let total = 0;
      zip.on('entry', (entry: { readonly uncompressedSize: number }) => {
        total += entry.uncompressedSize;
        zip.readEntry();
      });
      zip.once('end', () => {
        resolve(total);
      });
      zip.once('error', reject);
      zip.readEntry();
    });
  });
}

function emptyZip(): AwsError {
  return invalidParameterValue('Uploaded file must be a non-empty zip');
}

import type { NeighbourClients } from './neighbour-clients.js';

export interface ObjectLocation {
  readonly bucket: string;
  readonly key: string;
  /** The newest version when absent. */
  readonly versionId?: string;
  readonly region: string;
  /** Whose the request is, where dummies sign it. */
  readonly account?: string;
}

/** Fetches objects from the S3 of the neighbour, else from AWS's own. */
export interface ObjectReader {
  /**
   * The whole object, or undefined when it has `tooManyBytes` or more: those are not fetched. Rejects with `ObjectRefused` when the store
   * answers with an error, and with what the client says when there is no store.
   */
  read(location: ObjectLocation, tooManyBytes: number): Promise<Buffer | undefined>;
}

/** The error that the store answered, by its code and in its words. */
export class ObjectRefused extends Error {
  override readonly name = 'ObjectRefused';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export function createObjectReader(clients: Pick<NeighbourClients, 'client'>): ObjectReader {
  return {
    async read({ bucket, key, versionId, region, account }, tooManyBytes) {
      const s3 = await clients.client('s3', region, account);
      const aborted = new AbortController();
      const input = { Bucket: bucket, Key: key, ...(versionId !== undefined && { VersionId: versionId }) };
      const { Body, ContentLength = 0 } = await s3
        .getObject(input, { abortSignal: aborted.signal })
        .catch((error: unknown) => {
          throw refusalOf(error) ?? error;
        });
      if (ContentLength >= tooManyBytes) {
        aborted.abort();
        return undefined;
      }
      return Buffer.from((await Body?.transformToByteArray()) ?? []);
    },
  };
}

/** What the SDK makes of an answer of S3: an error with its code, its status and, out of sight, its headers. */
interface StoreError extends Error {
  readonly Code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly headers?: Readonly<Record<string, string>> };
}

function refusalOf(error: unknown): ObjectRefused | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, message, Code = name, $metadata, $response }: StoreError = error;
  if ($metadata?.httpStatusCode === undefined) return undefined;
  if ($metadata.httpStatusCode !== 301) return new ObjectRefused(Code, message);
  const region = $response?.headers?.['x-amz-bucket-region'];
  const where = region === undefined ? message : bucketElsewhere(region);
  return new ObjectRefused('PermanentRedirect', where);
}

/** Lambda's own words for a bucket of another region. */
function bucketElsewhere(region: string): string {
  return `The bucket is in this region: ${region}. Please use this region to retry the request`;
}

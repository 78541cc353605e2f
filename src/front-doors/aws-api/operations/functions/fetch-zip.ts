import { type ObjectLocation, type ObjectReader, ObjectRefused } from '../../../../aws-services/index.js';
import { messageOf } from '../../../../base/index.js';
import { invalidParameterValue, limits } from '../../../../model/index.js';

/** Fetches code from S3; what the store refuses is told in Lambda's form, by the store's own code and words (contract §4.1). */
export async function fetchZip(location: ObjectLocation, objects: ObjectReader): Promise<Buffer> {
  const bytes = await objects.read(location, limits.unzippedCode).catch((error: unknown) => {
    throw invalidParameterValue(error instanceof ObjectRefused ? refusal(error) : unreachable(location, error));
  });
  if (bytes === undefined) {
    throw invalidParameterValue(`Unzipped size must be smaller than ${limits.unzippedCode} bytes`);
  }
  return bytes;
}

function refusal({ code, message }: ObjectRefused): string {
  return `Error occurred while GetObject. S3 Error Code: ${code}. S3 Error Message: ${message}`;
}

function unreachable({ bucket, key }: ObjectLocation, error: unknown): string {
  return `Hearth: the code "s3://${bucket}/${key}" cannot be fetched. ${messageOf(error)}`;
}

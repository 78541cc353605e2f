import { CreateFunctionCommand, type CreateFunctionCommandInput } from '@aws-sdk/client-lambda';
import { zipOf } from './zip.js';

/** A role of the account that the tests run in. */
export const testRole = 'arn:aws:iam::111111111111:role/test-role';

/** CreateFunction of a small zip; what is given replaces what is usual. */
export async function createCommand(
  input: Partial<CreateFunctionCommandInput> & { readonly FunctionName: string },
): Promise<CreateFunctionCommand> {
  return new CreateFunctionCommand({
    Role: testRole,
    Runtime: 'python3.12',
    Handler: 'handler.handler',
    Code: { ZipFile: await zipOf({ 'handler.py': 'def handler(event, context): return event' }) },
    ...input,
  });
}

/** The same for an image. */
export function createImageCommand(
  input: Partial<CreateFunctionCommandInput> & { readonly FunctionName: string },
): CreateFunctionCommand {
  return new CreateFunctionCommand({
    Role: testRole,
    PackageType: 'Image',
    Code: { ImageUri: 'repository/app:latest' },
    ...input,
  });
}

/** The values that recordings of account 111111111111 in `us-east-1` leave open. */
export const knownPlaceholders = { '<partition>': 'aws', '<region>': 'us-east-1' };

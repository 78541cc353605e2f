import type { IamCaller } from '../routed-request.js';
import type { ApiCaller } from '../../permissions/index.js';

/** The owner of a verified signature, as policies are asked about it. */
export function signerOf({ accountId, userArn, session }: IamCaller): ApiCaller & { readonly roleArn?: string } {
  const roleArn = session?.roleArn;
  return { account: accountId, arn: userArn, session, ...(roleArn !== undefined && { roleArn }) };
}

import type { Caller } from '../caller.js';

/** The XML answer of `sts:GetCallerIdentity`; a caller is its account's root, because Hearth keeps no users. */
export function getCallerIdentityXml({ account }: Caller, requestId: string): string {
  return `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>arn:aws:iam::${account}:root</Arn>
    <UserId>${account}</UserId>
    <Account>${account}</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>${requestId}</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>
`;
}

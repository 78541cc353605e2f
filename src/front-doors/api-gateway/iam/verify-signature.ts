import { timingSafeEqual } from 'node:crypto';
import { type ClientRequest, headerOf } from '../client-request.js';
import type { IamCaller } from '../routed-request.js';
import { canonicalPaths, canonicalRequest, sha256, sign, stringToSign } from './canonical-request.js';
import type { KnownKey, KnownSecrets } from './known-secrets.js';
import { readSignature, type Signature } from './signature.js';

/** `unknown-key`: the signature may be right, but nobody here can tell. */
export type SignatureVerdict =
  | { readonly verdict: 'verified'; readonly caller: IamCaller }
  | { readonly verdict: 'unsigned' | 'unknown-key' | 'wrong' }
  /** Too old, or from the future; in AWS's words. */
  | { readonly verdict: 'untimely'; readonly message: string };

/** AWS takes requests that are off by up to five minutes. */
const tolerance = 5 * 60_000;

/** Checks the signature of a request for `service` against the keys that this machine knows. */
export async function verifySignature(
  client: ClientRequest,
  service: 'execute-api' | 'lambda',
  secrets: KnownSecrets,
): Promise<SignatureVerdict> {
  const signature = readSignature(client);
  if (signature === undefined) return { verdict: 'unsigned' };
  const untimely = untimeliness(signature, client.receivedAtMs);
  if (untimely !== undefined) return { verdict: 'untimely', message: untimely };
  const key = await secrets(signature.accessKeyId);
  if (key === undefined) return { verdict: 'unknown-key' };
  if (signature.scope[2] !== service || !bodyIsSigned(client)) return { verdict: 'wrong' };
  const fits = canonicalPaths(client.path).some((path) => {
    const expected = sign(
      stringToSign(canonicalRequest(client, signature, path), signature),
      key.secretAccessKey,
      signature,
    );
    return sameText(expected, signature.signature);
  });
  return fits ? { verdict: 'verified', caller: callerOf(signature.accessKeyId, key) } : { verdict: 'wrong' };
}

function untimeliness({ time, expiresIn }: Signature, nowMs: number): string | undefined {
  const signedAtMs = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const now = new Date(nowMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const validMs = expiresIn === undefined ? tolerance : expiresIn * 1000;
  if (Number.isNaN(signedAtMs) || signedAtMs < nowMs - validMs)
    return `Signature expired: ${time} is now earlier than ${now}`;
  return signedAtMs > nowMs + tolerance ? `Signature not yet current: ${time} is still later than ${now}` : undefined;
}

/** A hash that the client sent must be that of the body. */
function bodyIsSigned({ headers, body }: ClientRequest): boolean {
  const hash = headerOf(headers, 'x-amz-content-sha256');
  return hash === undefined || hash === 'UNSIGNED-PAYLOAD' || hash === sha256(body);
}

function sameText(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

/** An assumed role; else, because this machine knows of no users, the key's account calls as itself. */
function callerOf(accessKey: string, { account: accountId, session }: KnownKey): IamCaller {
  if (session !== undefined) {
    return { accessKey, accountId, callerId: session.userId, userArn: session.arn, session };
  }
  return { accessKey, accountId, callerId: accountId, userArn: `arn:aws:iam::${accountId}:root` };
}

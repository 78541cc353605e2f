import type { IncomingHttpHeaders } from 'node:http';
import { partitionOf } from '../../model/index.js';
import type { RoleSession } from '../../identity/index.js';
import type { ApiCaller } from '../permissions/index.js';
import type { Settings } from '../../settings/index.js';

/** Who asks, as far as a local machine cares: nothing is checked (contract §2.7). */
export interface Caller {
  readonly account: string;
  readonly region: string;
  /** Service of the signature's scope: `lambda`, `sts`, `s3` … */
  readonly service?: string;
  readonly accessKeyId?: string;
  /** Of an assumed role. */
  readonly session?: RoleSession;
}

/**
 * Reads account, region and service from the `Credential` of a SigV4 signature. An access key of twelve digits is the account, one of an
 * assumed role means the role's, any other key and an unsigned request mean the default account; an unsigned request means the default region too.
 */
export function callerOf(headers: IncomingHttpHeaders, query: string | undefined, settings: CallerDefaults): Caller {
  const credential = credentialIn(headers.authorization) ?? credentialInQuery(query);
  if (credential === undefined) return { account: settings.account, region: settings.region };
  const [accessKeyId = '', , region = '', service = ''] = credential.split('/');
  const session = settings.sessionOf?.(accessKeyId);
  return {
    account: session?.account ?? (/^\d{12}$/.test(accessKeyId) ? accessKeyId : settings.account),
    ...(session !== undefined && { session }),
    region: region === '' ? settings.region : region,
    ...(service !== '' && { service }),
    ...(accessKeyId !== '' && { accessKeyId }),
  };
}

/** The caller as policies name it: an assumed role, else its account's root, because Hearth keeps no users. */
export function apiCaller({ account, region, session }: Caller): ApiCaller {
  return { account, arn: session?.arn ?? `arn:${partitionOf(region)}:iam::${account}:root`, session };
}

export interface CallerDefaults extends Pick<Settings, 'account' | 'region'> {
  /** Whose temporary access key it is, when an assumed role's. */
  readonly sessionOf?: (accessKeyId: string) => RoleSession | undefined;
}

function credentialIn(authorization: string | undefined): string | undefined {
  const start = authorization?.indexOf('Credential=') ?? -1;
  if (authorization === undefined || start < 0) return undefined;
  const from = start + 'Credential='.length;
  const end = authorization.slice(from).search(/[,\s]/);
  return end < 0 ? authorization.slice(from) : authorization.slice(from, from + end);
}

function credentialInQuery(query: string | undefined): string | undefined {
  if (query?.includes('X-Amz-Credential=') !== true) return undefined;
  return new URLSearchParams(query).get('X-Amz-Credential') ?? undefined;
}

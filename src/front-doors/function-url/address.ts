import { decodePercent } from '../api-gateway/percent.js';

const pathPrefix = '/_aws/lambda-url/';
const hostForm = /^([a-z0-9]+)\.lambda-url\./i;

/** A function URL, and the path that its function sees. */
export interface UrlAddress {
  readonly urlId: string;
  readonly path: string;
}

/** The function URL that a request is for; undefined when it is for none. */
export function readUrlAddress(host: string, path: string): UrlAddress | undefined {
  if (path.startsWith(pathPrefix)) {
    const [, id = '', rest = '/'] = /^([^/]*)(\/.*)?$/s.exec(path.slice(pathPrefix.length)) ?? [];
    return { urlId: decodePercent(id), path: rest };
  }
  const urlId = hostForm.exec(host)?.[1]?.toLowerCase();
  return urlId === undefined ? undefined : { urlId, path };
}

/** The path and the host under which a function URL answers, without scheme and port. */
export function urlAddresses({ id, region }: { readonly id: string; readonly region: string }): {
  readonly path: string;
  readonly host: string;
} {
  return { path: `${pathPrefix}${id}`, host: `${id}.lambda-url.${region}.localhost` };
}

import type { JSONWebKeySet } from 'jose';
import type { Clock } from '../../../base/index.js';
import { isObject } from '../result-json.js';

/** The public keys of an issuer; throws when they cannot be fetched. */
export interface KeySets {
  /** By the issuer's discovery document. */
  ofIssuer(issuer: string): Promise<JSONWebKeySet>;
  /** By their own URL. */
  at(url: string): Promise<JSONWebKeySet>;
}

/** API Gateway keeps keys for two hours, waits 1.5 s for them and takes 150 kB (http contract §2.5). */
const keptMs = 2 * 60 * 60_000;
const patienceMs = 1500;
const mostBytes = 150_000;

/** Fetches key sets and keeps them; a fetch that fails is not kept. */
export function createKeySets(clock: Clock): KeySets {
  const kept = new Map<string, { readonly keys: Promise<JSONWebKeySet>; readonly endsAtMs: number }>();
  const keep = (url: string, fetchKeys: () => Promise<JSONWebKeySet>): Promise<JSONWebKeySet> => {
    const known = kept.get(url);
    if (known !== undefined && known.endsAtMs > clock.now()) return known.keys;
    const keys = fetchKeys();
    kept.set(url, { keys, endsAtMs: clock.now() + keptMs });
    keys.catch(() => kept.delete(url));
    return keys;
  };
  const at = (url: string): Promise<JSONWebKeySet> => keep(url, async () => keySetOf(await fetchJson(url), url));
  return {
    at,
    async ofIssuer(issuer) {
      const discovery = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
      return keep(discovery, async () => {
        const document = await fetchJson(discovery);
        const url = isObject(document) ? document['jwks_uri'] : undefined;
        if (typeof url !== 'string') throw new Error(`"${discovery}" names no "jwks_uri".`);
        return keySetOf(await fetchJson(url), url);
      });
    },
  };
}

async function fetchJson(url: string): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
  if (!response.ok) throw new Error(`"${url}" answered ${response.status}.`);
  const text = await response.text();
  if (text.length > mostBytes) throw new Error(`"${url}" answered more than ${mostBytes} bytes.`);
  return JSON.parse(text);
}

function keySetOf(document: unknown, url: string): JSONWebKeySet {
  if (isObject(document) && Array.isArray(document['keys'])) return document as unknown as JSONWebKeySet;
  throw new Error(`"${url}" holds no "keys".`);
}

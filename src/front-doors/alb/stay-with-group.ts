import { createHash } from 'node:crypto';
import type { RuleAction, TargetGroup } from '../../model/index.js';
import type { ClientRequestHead, Header } from '../api-gateway/client-request.js';
import { chooseTarget } from './choose-target.js';

/** The group that gets a request, and what keeps the client with it. */
export interface ChosenGroup {
  readonly group: TargetGroup;
  readonly cookies: readonly Header[];
}

/**
 * By weight; with stickiness the group that the client got before, as its cookie says, for as long as it takes requests (Elastic Load
 * Balancing, "Forward actions"). Undefined when no group takes any.
 */
export function chooseGroup(
  { targets, stickySeconds }: Extract<RuleAction, { readonly type: 'forward' }>,
  { headers, scheme, receivedAtMs }: Pick<ClientRequestHead, 'headers' | 'scheme' | 'receivedAtMs'>,
  random: number,
): ChosenGroup | undefined {
  if (stickySeconds === undefined) {
    const group = chooseTarget(targets, random);
    return group && { group, cookies: [] };
  }
  const shown = new Set(cookiesOf(headers).flatMap(([name, value]) => (name.startsWith(cookieName) ? [value] : [])));
  const before = targets.find(({ group, weight }) => weight > 0 && shown.has(markOf(group)));
  const group = before?.group ?? chooseTarget(targets, random);
  if (group === undefined) return undefined;
  const expires = new Date(receivedAtMs + stickySeconds * 1000).toUTCString();
  const value = `${markOf(group)}; Expires=${expires}; Path=/`;
  return {
    group,
    cookies: [
      ['Set-Cookie', `${cookieName}=${value}`],
      // For requests of other sites; browsers take it over TLS alone.
      ['Set-Cookie', `${cookieName}CORS=${value}; SameSite=None${scheme === 'https' ? '; Secure' : ''}`],
    ],
  };
}

const cookieName = 'AWSALBTG';

/** What stands for a group; on AWS it is encrypted, here it tells nothing either. */
function markOf({ arn }: TargetGroup): string {
  return createHash('sha512').update(arn).digest('base64url');
}

function cookiesOf(headers: readonly Header[]): [name: string, value: string][] {
  return headers
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(';'))
    .map((cookie) => {
      const [name = '', ...rest] = cookie.trim().split('=');
      return [name, rest.join('=')];
    });
}

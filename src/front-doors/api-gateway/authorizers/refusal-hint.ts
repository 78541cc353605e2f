import type { UnverifiableAuthorizer } from '../../../model/index.js';

/** What a developer reads when an authorizer refuses because Hearth cannot verify it. */
export const mockHint = {
  token:
    'Pass --mock-claims file.json to answer it with claims of your own, or --disable-authorizer to open every route.',
  other: 'Pass --disable-authorizer to open every route.',
} as const;

/** Why an authorizer that cannot be verified refuses, and what to do about it. */
export function unverifiableReason(authorizer: UnverifiableAuthorizer | undefined, name: string): string {
  const reason = authorizer?.reason ?? `the API has no authorizer "${name}"`;
  return `${reason}. ${authorizer?.readsClaims === true ? mockHint.token : mockHint.other}`;
}

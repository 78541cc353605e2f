/** Who asks: an AWS service, somebody of an account, or nobody that is known. */
export type Principal = { readonly service: string } | AccountPrincipal | { readonly anonymous: true };

export interface AccountPrincipal {
  readonly account: string;
  /** `arn:aws:iam::<account>:root`, or that of an assumed role's session. */
  readonly arn: string;
  /** Of the assumed role. */
  readonly roleArn?: string | undefined;
}

/** By what a statement names somebody; the account alone only hands the decision to the account's own policies. */
export type NamedAs = 'itself' | 'role' | 'account' | 'everyone';

/** How the `Principal` of a statement names somebody; undefined when it does not. */
export function namedAs(element: unknown, principal: Principal): NamedAs | undefined {
  if (element === '*') return 'everyone';
  if (typeof element !== 'object' || element === null) return undefined;
  if ('service' in principal) {
    return listOf(Reflect.get(element, 'Service')).includes(principal.service) ? 'itself' : undefined;
  }
  const named = listOf(Reflect.get(element, 'AWS')).map((one) => namedBy(one, principal));
  return (['itself', 'role', 'everyone', 'account'] as const).find((way) => named.includes(way));
}

function namedBy(one: unknown, principal: AccountPrincipal | { readonly anonymous: true }): NamedAs | undefined {
  if (one === '*') return 'everyone';
  if ('anonymous' in principal) return undefined;
  const { account, arn, roleArn } = principal;
  if (one === arn) return 'itself';
  if (roleArn !== undefined && one === roleArn) return 'role';
  const isAccount = one === account || /^arn:[^:]*:iam::(\d{12}):root$/.exec(String(one))?.[1] === account;
  if (!isAccount) return undefined;
  return arn.endsWith(':root') ? 'itself' : 'account';
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}
